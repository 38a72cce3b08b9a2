/** First names of the crowd; one is outside ASCII, which the portal encodes. */
export const FIRST_NAMES =
  'Ada Ben Cleo Dario Zoë Finn Gwen Hugo Iris Jonas Kira Leon Mona Nils Orla Paul Rosa Samir Tessa Viktor'.split(' ');

/** Last names of the crowd; one carries an apostrophe, which the portal encodes. */
export const LAST_NAMES =
  "Abel Brandt D'Angelo Dietz Ekman Fischer Grant Haddad Ito Jensen Kowalski Larsen Moreau Novak Okafor Petrov Rossi Silva Tanaka Weber".split(
    ' ',
  );

const WHAT = 'Travel Support Finance Legal Field Data Mobile Events Brand Security Partner Quality'.split(' ');
const WHO = 'team crew circle desk board guild office squad council unit'.split(' ');

/** The n-th generated group's name, never the same twice. */
export function groupName(n: number): string {
  const round = Math.floor(n / (WHAT.length * WHO.length));
  const name = `${WHAT[n % WHAT.length]} ${WHO[Math.floor(n / WHAT.length) % WHO.length]}`;
  return round > 0 ? `${name} ${round + 1}` : name;
}
