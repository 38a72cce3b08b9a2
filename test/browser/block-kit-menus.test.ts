import type { Browser, Locator } from 'playwright-core';
import { describeInBrowser, launch, type Tab } from '../helpers/browser.ts';
import { type ShownStage, startShownStage } from '../helpers/scripted-app.ts';
import { BACK, option, PLAZA, plain, ROOMS } from '../sandbox/slack/stage.ts';

const [NORTH, SOUTH] = [option('north', 'North :arrow_right:'), option('south', 'South')];
const SHELVES = { options: [NORTH, SOUTH] };

/** A menu, what is chosen in it one after the other, and what the app hears in the end. */
const MENUS: [{ type: string; [property: string]: unknown }, string[], object][] = [
  [{ type: 'static_select', ...SHELVES }, ['North ➡️'], { selected_option: NORTH }],
  [{ type: 'multi_static_select', ...SHELVES }, ['South', 'North ➡️'], { selected_options: [SOUTH, NORTH] }],
  [{ type: 'users_select' }, ['bo'], { selected_user: 'U0BO' }],
  [{ type: 'multi_users_select' }, ['bo', 'ana'], { selected_users: ['U0BO', 'U0ANA'] }],
  [{ type: 'conversations_select' }, ['#back'], { selected_conversation: BACK }],
  [{ type: 'multi_conversations_select' }, ['#back', '#rooms'], { selected_conversations: [BACK, ROOMS] }],
  [{ type: 'channels_select' }, ['#plaza'], { selected_channel: PLAZA }],
  [{ type: 'multi_channels_select' }, ['#plaza', '#rooms'], { selected_channels: [PLAZA, ROOMS] }],
];

describeInBrowser('menus outside of forms', () => {
  let browser: Browser;
  let stage: ShownStage;
  let ana: Tab;
  beforeAll(async () => {
    browser = await launch();
    stage = await startShownStage(browser);
    ana = await stage.tab('ana');
  });
  afterAll(async () => {
    await stage.stop();
    await browser.close();
    expect(stage.workspace.refusals).toEqual([]);
    expect(stage.consoleErrors).toEqual([]);
  });

  const posted = async (block: object): Promise<Locator> => {
    const ts = await stage.post([{ block_id: 'row', ...block }]);
    const message = ana.page.locator(`[data-ts="${ts}"] article`);
    await message.waitFor();
    return message;
  };

  it.each(MENUS.map(([element, choices, value]) => [element.type, element, choices, value] as const))(
    'tell the app of every choice: %s',
    async (type, element, choices, value) => {
      const menu = { ...element, action_id: 'it', placeholder: plain('Choose here') };
      const message = await posted({ type: 'actions', elements: [menu] });
      const field = message.getByRole('combobox', { name: 'Choose here' });
      await field.click();
      let heard: object | undefined;
      for (const name of choices) {
        const choice = ana.page.getByRole('option', { name, exact: true });
        heard = (await stage.hears(() => choice.click())).actions?.[0];
      }
      expect(heard).toMatchObject({ type, block_id: 'row', action_id: 'it', ...value });
      if (choices.length > 1) {
        await field.press('Escape');
        expect(await message.getByRole('listitem').allTextContents()).toEqual(choices);
      } else expect(await field.inputValue()).toBe(choices[0]);
    },
  );

  it('are named by the words they stand beside', async () => {
    const accessory = { type: 'users_select', action_id: 'it' };
    const message = await posted({
      type: 'section',
      text: { type: 'mrkdwn', text: '*Who* takes <#C0ROOMS> &amp; <@U0BO>’s desk?' },
      accessory,
    });
    await message.getByRole('combobox', { name: 'Who takes #rooms & @bo’s desk?' }).waitFor();
  });

  it('start with the conversation they stand in, where the app wants that', async () => {
    const element = { type: 'conversations_select', action_id: 'it', default_to_current_conversation: true };
    const message = await posted({ type: 'actions', elements: [element] });
    expect(await message.getByRole('combobox').inputValue()).toBe('#rooms');
  });
});
