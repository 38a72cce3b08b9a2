import type { Locator } from 'playwright-core';
import type { Play } from '../../sandbox/browser/play.ts';
import type { Tab } from '../../sandbox/browser/tab.ts';

/** Where a screen is on a phone, which shows one pane at a time, and what opens it where a resized window closes it. */
export interface Place {
  pane?: 'Channels' | 'Portal';
  open?(): Promise<void>;
}

/** Looks at what the tab shows now; the name says which screen it is. */
export type Look = (screen: string, tab: Tab, place?: Place) => Promise<void>;

/** Goes through every screen of the page and every form of the app once, as people of the cast. */
export async function visitScreens(play: Play, look: Look): Promise<void> {
  const ines = await play.tab('ines', { reducedMotion: 'reduce' });
  const tour = new Tour(play, ines, look);
  await tour.composer();
  await tour.creating();
  await tour.editing();
  await tour.looking();
  await tour.deleting();
  await tour.restoring();
  await tour.home();
  await tour.portal();
  await tour.people();
  await tour.notices();
}

class Tour {
  readonly #play: Play;
  readonly #tab: Tab;
  readonly #look: Look;

  constructor(play: Play, tab: Tab, look: Look) {
    this.#play = play;
    this.#tab = tab;
    this.#look = look;
  }

  get #dialog(): Locator {
    return this.#tab.page.getByRole('dialog').last();
  }

  #sees(screen: string, place?: Place): Promise<void> {
    return this.#look(screen, this.#tab, place);
  }

  /** Sends a command that opens a form. */
  async #opens(line: string): Promise<void> {
    await this.#tab.types(`/docspace-group ${line}`);
    await this.#dialog.getByRole('button').first().waitFor();
  }

  async #closes(): Promise<void> {
    while ((await this.#tab.page.getByRole('dialog').count()) > 0) {
      await this.#tab.page.keyboard.press('Escape');
      await this.#tab.page.waitForTimeout(50);
    }
  }

  /** Presses the button of the form that sends it. */
  #submits(): Promise<void> {
    return this.#dialog.locator('button[type="submit"]').click();
  }

  /** Waits until the app posted something that was not there. */
  async #privately(line: string): Promise<void> {
    const articles = this.#tab.page.getByRole('main').getByRole('article');
    const before = await articles.count();
    await this.#tab.types(`/docspace-group ${line}`);
    await articles.nth(before).waitFor();
  }

  async composer(): Promise<void> {
    const { page, composer } = this.#tab;
    await this.#sees('an empty channel');
    await composer.fill('/doc');
    await page.getByRole('option').first().waitFor();
    await this.#sees('commands to complete');
    await composer.fill('');
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await this.#sees('shortcuts of the composer');
    await page.keyboard.press('Escape');
  }

  async creating(): Promise<void> {
    await this.#opens('create Launch team');
    await this.#sees('form: create');
    await this.#submits();
    await this.#dialog.locator('[aria-invalid="true"]').first().waitFor();
    await this.#sees('form: create, with an error');
    const members = this.#tab.page.getByRole('combobox', { name: 'Members' });
    await members.fill('o');
    await this.#tab.page.getByRole('option').first().waitFor();
    await this.#sees('form: create, people found');
    await members.fill('zzzz');
    await this.#tab.page.getByText('No matches').first().waitFor();
    await this.#sees('form: create, nobody found');
    await members.fill('milo');
    await this.#tab.page.getByRole('option', { name: 'Milo Costa' }).click();
    await members.press('Escape');
    await this.#submits();
    await this.#tab.sees('Launch team');
    await this.#closes();
    await this.#sees('a group’s card');
    const card = await this.#tab.sees('Launch team');
    await card.getByRole('button').last().click();
    await this.#sees('menu of a card');
    await this.#tab.page.keyboard.press('Escape');
  }

  async editing(): Promise<void> {
    await this.#opens('update Launch team');
    await this.#sees('form: edit');
    await this.#dialog.getByRole('textbox').first().fill('Launch crew');
    await this.#submits();
    await this.#dialog.getByText('Launch team').first().waitFor();
    await this.#sees('form: changes to review');
    await this.#closes();
    await this.#opens('update');
    await this.#sees('form: which group');
    await this.#closes();
  }

  async looking(): Promise<void> {
    for (const line of ['help', 'whoami', 'get Design']) await this.#privately(line);
    await this.#sees('private: help, a person, a group');
    for (const line of ['list', 'list mine', 'requests']) await this.#privately(line);
    await this.#sees('private: lists');
    for (const line of ['history Design', 'doctor', 'get No such group']) await this.#privately(line);
    await this.#sees('private: history, doctor, a group that is not there');
    const card = this.#tab.page.getByRole('button', { name: /^Join or leave/ }).first();
    await card.click();
    await this.#dialog.getByRole('button').first().waitFor();
    await this.#sees('form: join or leave');
    await this.#closes();
  }

  async deleting(): Promise<void> {
    const { page } = this.#tab;
    await this.#opens('delete Launch team');
    await this.#sees('form: delete');
    await this.#dialog.getByLabel('Reason').fill('The project is over.');
    await this.#submits();
    const approve = page.getByRole('button', { name: 'Approve the deletion: Launch team' });
    await approve.waitFor({ state: 'attached' });
    await this.#closes();
    await this.#sees('a request’s card');
    await page
      .getByRole('button', { name: /^1 reply/ })
      .last()
      .click();
    await page.getByRole('region', { name: 'Thread' }).getByRole('article').nth(1).waitFor();
    await this.#sees('a thread');
    await this.#tab.closesThread();
    await approve.click();
    await page.getByRole('alertdialog').waitFor();
    await this.#sees('question before an approval');
    await page.getByRole('alertdialog').getByRole('button').last().click();
    await this.#dialog.getByRole('button').first().waitFor();
    await this.#sees('form: own request not approved');
    await this.#closes();
    await page
      .getByRole('button', { name: /^Reject/ })
      .last()
      .click();
    await this.#dialog.getByRole('button').first().waitFor();
    await this.#sees('form: reject');
    await this.#closes();
  }

  async restoring(): Promise<void> {
    const tomas = await this.#play.tab('tomas', { reducedMotion: 'reduce' });
    await tomas.page.getByRole('button', { name: 'Approve the deletion: Launch team' }).click();
    await tomas.page.getByRole('alertdialog').getByRole('button').last().click();
    await this.#tab.page.getByRole('button', { name: /^Restore/ }).waitFor();
    await this.#sees('a deleted group’s card');
    await this.#opens('restore Launch team');
    await this.#sees('form: restore');
    await this.#closes();
    await tomas.page.close();
  }

  async home(): Promise<void> {
    const { page } = this.#tab;
    await this.#tab.opens('DocSpace Groups');
    await page
      .getByRole('region', { name: /^Home of/ })
      .getByRole('button')
      .first()
      .waitFor();
    await this.#sees('Home');
    await page.getByRole('main').getByRole('button', { name: 'Groups in DocSpace' }).click();
    await this.#dialog.getByRole('button').first().waitFor();
    await this.#sees('form: groups in DocSpace');
    await this.#closes();
    await page.getByRole('button', { name: 'Messages', exact: true }).first().click();
    await this.#sees('messages of the app');
    await this.#tab.opens('it-requests');
  }

  async portal(): Promise<void> {
    const { page } = this.#tab;
    const parts = this.#tab.portal.getByRole('navigation', { name: 'Parts of the portal' }).getByRole('button');
    for (let at = 0; at < (await parts.count()); at += 1) {
      await parts.nth(at).click();
      await this.#sees(`portal: part ${at + 1}`, { pane: 'Portal' });
    }
    await this.#tab.portal.getByRole('switch', { name: 'Slow portal' }).click();
    await page.getByRole('button', { name: /^Trouble is on/ }).waitFor();
    await this.#sees('trouble is on');
    await this.#sees('portal: a switch is on', { pane: 'Portal' });
    await this.#tab.portal.getByRole('switch', { name: 'Slow portal' }).click();
    await page.getByText('All done!').waitFor();
    await this.#sees('first steps done');
  }

  async people(): Promise<void> {
    const { page } = this.#tab;
    await this.#sees('sidebar', { pane: 'Channels' });
    await page.keyboard.press('Control+k');
    await page.getByRole('listbox').waitFor();
    await this.#sees('switcher');
    await page.keyboard.press('Escape');
    const open = () => page.getByRole('button', { name: /^You act as/ }).click();
    await this.#sees('cast', { pane: 'Channels', open });
  }

  async notices(): Promise<void> {
    const { page } = this.#tab;
    await page.reload();
    await page.getByText('As in Slack, reloading').waitFor();
    this.#play.workspace.state.refuse({ method: 'views.open', error: 'invalid_arguments', pointer: '/blocks/0' });
    await page.getByText('Slack would have refused this').waitFor();
    await this.#sees('notices');
    await page.goto(`${this.#play.url}?as=U0NOBODY`);
    await page.getByText('Start over').waitFor();
    await this.#look('sandbox out of reach', this.#tab);
  }
}
