import type { Play } from '../browser/play.ts';
import type { Tab } from '../browser/tab.ts';
import { confirms, formWith, submits, submitsUntil } from './forms.ts';
import { take } from './take.ts';

/** Small enough to be read in a README at half its width. */
const WINDOW = { viewport: { width: 940, height: 740 }, deviceScaleFactor: 1.5, colorScheme: 'light' } as const;
/** With the portal beside the conversation. */
const WIDE = { width: 1240, height: 740 };

/** A group from its form to its deletion: the pictures README opens with. */
export async function takeDeletion(play: Play): Promise<void> {
  const ines = await play.tab('ines', WINDOW);
  await createForm(ines);
  await card(ines);
  await approvalThread(play, ines);
}

async function createForm(ines: Tab): Promise<void> {
  await ines.types('/docspace-group create Launch team');
  await formWith(ines, 'Manager');
  await ines.pick('Manager', 'tomas', 'Tomas Keller');
  await ines.pick('Members', 'milo', 'Milo Costa');
  await ines.pick('Members', 'pia', 'Pia Lund (invited)');
  const members = ines.page.getByRole('combobox', { name: 'Members' });
  await members.fill('ravi');
  await ines.page.getByRole('option', { name: 'Ravi Nair' }).waitFor();
  // The list for what was typed before is shown until the new one comes.
  await ines.page.getByRole('option', { name: 'Ada Abel' }).waitFor({ state: 'hidden' });
  await take('create-form', ines);
  await members.fill('');
  await members.press('Escape');
}

async function card(ines: Tab): Promise<void> {
  await ines.page.setViewportSize(WIDE);
  await submitsUntil(ines, /Launch team/);
  await ines.portal.getByText('Launch team').first().waitFor();
  await take('card', ines);
}

async function approvalThread(play: Play, ines: Tab): Promise<void> {
  await ines.types('/docspace-group delete Launch team');
  await (await formWith(ines, 'Reason')).getByLabel('Reason').fill('The launch is over.');
  await submits(ines);
  await ines.closesForms();
  const tomas = await play.tab('tomas', WINDOW);
  const request = await tomas.sees(/requested.*Launch team/);
  await request.getByRole('button', { name: /1 reply/ }).click();
  await tomas.page.getByRole('region', { name: 'Thread' }).getByText('can approve this').waitFor();
  await take('approval-thread', tomas);
  await tomas.opens('DocSpace Groups');
  await tomas.page.getByRole('main').getByText('Launch team').first().waitFor();
  await take('app-home', tomas);
  await tomas.opens('it-requests');
  await request.getByRole('button', { name: /^Approve/ }).click();
  await confirms(tomas);
  await tomas.sees(/gone from DocSpace/);
  await take('deleted', tomas);
}
