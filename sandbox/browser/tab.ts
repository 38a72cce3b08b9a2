import type { Locator, Page } from 'playwright-core';

/** A form on top that still waits to be sent, or that works. */
const UNFINISHED = 'dialog[data-beneath="0"]:is(:has([type=submit]), :not(:has(.modal-foot)))';

/** A tab of the page, handled by what a person sees: labels, words and buttons. */
export class Tab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message / });
  }

  /** Types a line into the composer and sends it. */
  async types(text: string): Promise<void> {
    await this.closesForms();
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /**
   * Waits for a sent form to close, and closes one that stays open to tell its outcome: it does where that took longer than
   * a form can wait for it.
   */
  async closesForms(): Promise<void> {
    await this.page.locator(UNFINISHED).first().waitFor({ state: 'hidden' });
    const close = this.page.getByRole('dialog').last().locator('.modal-foot button');
    // A form that closes by itself can do so at this very moment.
    if (await close.isVisible()) await close.click({ timeout: 2_000 }).catch(() => undefined);
    await this.page.getByRole('dialog').first().waitFor({ state: 'hidden' });
  }

  /** Waits until the conversation shows these words; the newest message with them. */
  async sees(text: string | RegExp): Promise<Locator> {
    const message = this.page.getByRole('main').getByRole('article').filter({ hasText: text }).last();
    await message.waitFor();
    return message;
  }

  /** The whole row of a message, with its sender's picture. */
  rowOf(message: Locator): Locator {
    return message.locator('xpath=ancestor::li[@data-ts]');
  }

  /** Waits for a modal with this title. */
  async form(title: string | RegExp): Promise<Locator> {
    const dialog = this.page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    return dialog;
  }

  /** Types into a select of the modal and takes the choice with these words. */
  async pick(label: string, typed: string, choice = typed): Promise<void> {
    const field = this.page.getByRole('combobox', { name: label });
    await field.fill(typed);
    await this.page.getByRole('option', { name: choice }).first().click();
    // A field for several keeps its list open for the next one; it would lie over what comes below.
    if ((await field.getAttribute('aria-expanded')) === 'true') await field.press('Escape');
  }

  /** Presses a button of the modal or dialog on top. */
  async press(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole('dialog')
      .last()
      .getByRole('button', { name, exact: typeof name === 'string' })
      .click();
  }

  /** Answers the question that is asked before an action is sent. */
  async answers(button: string): Promise<void> {
    await this.page.getByRole('alertdialog').getByRole('button', { name: button, exact: true }).click();
  }

  /** Acts as another person, by their name. */
  async actsAs(name: string): Promise<void> {
    const foot = this.page.getByRole('region', { name: 'Act as' });
    await foot.getByRole('button', { name: /^You act as/ }).click();
    await foot.locator('.act-as-menu').getByRole('button').filter({ hasText: name }).click();
    await foot.getByRole('button', { name: `You act as ${name}` }).waitFor();
    await this.composer.waitFor();
  }

  /** Goes to a channel or the app, by its name in the sidebar. */
  async opens(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name }).click();
  }

  /** Goes from the thread back to the channel. */
  async closesThread(): Promise<void> {
    await this.page.getByRole('button', { name: 'Close thread' }).click();
  }

  /** Leaves the width of the window to the workspace. */
  async hidesPortal(): Promise<void> {
    await this.page.getByRole('button', { name: 'Hide the portal' }).click();
  }

  /** The pane that shows the portal. */
  get portal(): Locator {
    return this.page.getByRole('complementary', { name: 'DocSpace portal' });
  }
}
