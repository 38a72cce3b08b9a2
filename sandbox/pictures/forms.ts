import type { Locator } from 'playwright-core';
import type { Tab } from '../browser/tab.ts';

/** The form on top, whatever its title, once it can be sent. */
export async function formOf(tab: Tab): Promise<Locator> {
  const form = tab.page.getByRole('dialog').last();
  await form.locator('button[type=submit]').waitFor();
  return form;
}

/** Waits for a form with this field, which can follow another form. */
export async function formWith(tab: Tab, label: string | RegExp): Promise<Locator> {
  const form = tab.page.getByRole('dialog').last();
  await form.getByLabel(label).first().waitFor();
  return form;
}

/** Sends the form on top, whatever its button is called. */
export async function submits(tab: Tab): Promise<void> {
  await tab.page.getByRole('dialog').last().locator('button[type=submit]:not([aria-disabled])').click();
}

/** Sends the form on top and waits for what it posts; a form that tells the outcome itself is closed. */
export async function submitsUntil(tab: Tab, message: RegExp): Promise<Locator> {
  await submits(tab);
  await tab.page.locator('li[data-ts]').filter({ hasText: message }).last().waitFor({ state: 'attached' });
  await tab.closesForms();
  return tab.sees(message);
}

/** Answers the question on top with its second button, which does what was asked. */
export async function confirms(tab: Tab): Promise<void> {
  await tab.page.getByRole('alertdialog').getByRole('button').last().click();
}
