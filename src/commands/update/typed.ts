import { mentionedUsers, readName, unquoted } from '../../groups/reference.ts';

/** People of one typed command; further ones are left out. */
const MOST_TYPED = 5;

/** A person as typed: by name, or by a mention with its name where it is known. */
export interface TypedPerson {
  name: string;
  slackId?: string;
}

/** `add @una to Design`: who is to be added or removed, and the group as typed. */
export interface TypedMembers {
  change: 'add' | 'remove';
  people: TypedPerson[];
  group: string;
}

const FORMS: Readonly<Record<string, { change: TypedMembers['change']; split: RegExp }>> = {
  add: { change: 'add', split: /^(.+?)\s+to\s+(.+)$/isu },
  remove: { change: 'remove', split: /^(.+?)\s+from\s+(.+)$/isu },
};

/** Reads `add … to …` and `remove … from …`; undefined for anything else, and for a name that stands in quotes as a whole. */
export function readTypedMembers(verb: string, argument: string): TypedMembers | undefined {
  const form = FORMS[verb];
  if (!form || unquoted(argument) !== argument.trim()) return undefined;
  const [, who = '', group = ''] = form.split.exec(argument.trim()) ?? [];
  const people = who.split(/\s+(?:and|&amp;)\s+/iu).flatMap(readPeople);
  return people.length > 0 && group !== ''
    ? { change: form.change, people: people.slice(0, MOST_TYPED), group }
    : undefined;
}

/** Several mentions in a row, several whole names with commas between them, or one name: `Berg, Una` is one. */
function readPeople(part: string): TypedPerson[] {
  const mentions = part.match(/<@[^<>]+>/g) ?? [];
  const others = mentions.reduce((rest, mention) => rest.replace(mention, ' '), part).replace(/[\s,]+/g, '');
  if (mentions.length > 0 && others === '')
    return mentions.map((mention) => {
      const [slackId] = mentionedUsers(mention);
      return { name: readName(mention).replace(/^@/, ''), ...(slackId ? { slackId } : {}) };
    });
  const names = part.split(',').map((name) => name.trim());
  const whole = names.every((name) => /\S\s+\S/.test(name)) ? names : [part];
  return whole.map((name) => ({ name: readName(name) })).filter(({ name }) => name !== '');
}
