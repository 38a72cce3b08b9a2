import type { Browser, Locator } from 'playwright-core';
import { describeInBrowser, launch, type Tab } from '../helpers/browser.ts';
import { PICTURES, type ShownStage, startShownStage } from '../helpers/scripted-app.ts';
import { modal, plain, ROOMS } from '../sandbox/slack/stage.ts';

const marked = (text: string, more: object = {}) => ({ type: 'mrkdwn', text, ...more });
const section = (text: string, more: object = {}) => ({ type: 'section', text: marked(text), ...more });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const line = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const words = (text: string, style: object = {}) => ({ type: 'text', text, style });

describeInBrowser('blocks as people see them', () => {
  let browser: Browser;
  let stage: ShownStage;
  let ana: Tab;
  beforeAll(async () => {
    browser = await launch();
    stage = await startShownStage(browser);
    ana = await stage.tab('ana');
  });
  afterEach(() => {
    expect(stage.workspace.refusals).toEqual([]);
    expect(stage.consoleErrors).toEqual([]);
  });
  afterAll(async () => {
    await stage.stop();
    await browser.close();
  });

  const drawn = async (...blocks: object[]): Promise<Locator> => {
    const ts = await stage.post(blocks);
    const message = ana.page.locator(`[data-ts="${ts}"] article`);
    await message.waitFor();
    return message;
  };

  it('draws headers, sections, fields, dividers and small print', async () => {
    const message = await drawn(
      { type: 'header', text: plain('Desks & <chairs> :tada:') },
      section('*Desk 4* is ~taken~ _free_ since `today`\n• by the window'),
      { type: 'divider' },
      { type: 'section', fields: [marked('*Floor*\nthird'), plain('*not marked*')] },
      { type: 'context', elements: [marked('asked by <@U0BO>'), plain('a while ago')] },
    );
    await message.getByRole('heading', { name: 'Desks & <chairs> 🎉' }).waitFor();
    expect(await message.locator('strong').allTextContents()).toEqual(['Desk 4', 'Floor']);
    expect(await message.locator('s, em, code').allTextContents()).toEqual(['taken', 'free', 'today']);
    expect(await message.getByRole('separator').count()).toBe(1);
    const bullets = "getComputedStyle(document.querySelector('ul.bk-list')).listStyleType";
    expect(await ana.page.evaluate(bullets)).toBe('disc');
    await message.getByText('*not marked*').waitFor();
    await message.getByText('asked by @bo').waitFor();
  });

  it('draws pictures with their words, which stand in for those that cannot be had', async () => {
    const image_url = `${PICTURES}/desk.svg`;
    const message = await drawn(
      { type: 'image', image_url, alt_text: 'Desk 4 by the window', title: plain('The desk') },
      { type: 'context', elements: [{ type: 'image', image_url, alt_text: 'a small desk' }] },
      section('Beside', { accessory: { type: 'image', image_url: 'slack:desk', alt_text: 'a lost picture' } }),
    );
    await message.getByText('The desk').waitFor();
    for (const alt of ['Desk 4 by the window', 'a small desk', 'a lost picture'])
      await message.getByRole('img', { name: alt }).waitFor();
    expect(await message.locator('img').count()).toBe(2);
    await message.getByText('a lost picture').waitFor();
  });

  it('draws rich text: lists with their start and depth, quotes, code, mentions, links and dates', async () => {
    const item = (text: string) => line(words(text));
    const message = await drawn(
      rich(
        line(
          words('Bold', { bold: true }),
          words(' <b>not html</b> &amp; '),
          { type: 'user', user_id: 'U0ANA' },
          { type: 'channel', channel_id: ROOMS },
          { type: 'emoji', name: 'tada' },
          { type: 'broadcast', range: 'here' },
        ),
        { type: 'rich_text_list', style: 'bullet', elements: [item('one'), item('two')] },
        { type: 'rich_text_list', style: 'ordered', indent: 1, offset: 4, elements: [item('five')] },
        { type: 'rich_text_quote', elements: [words('Quoted')] },
        { type: 'rich_text_preformatted', elements: [words('let x = 1;\n  y')] },
        line(
          { type: 'link', url: 'https://desk.example/4', text: 'the desk' },
          { type: 'link', url: 'slack://open', text: 'inside' },
          { type: 'date', timestamp: 1_798_106_400, format: '{date_num} {time}' },
        ),
      ),
    );
    expect(await message.locator('strong').textContent()).toBe('Bold');
    await message.getByText('<b>not html</b> &amp; @ana#rooms🎉@here').waitFor();
    expect(await message.locator('ul li').allTextContents()).toEqual(['one', 'two']);
    expect(await message.locator('ol').getAttribute('start')).toBe('5');
    expect(await message.locator('blockquote').textContent()).toBe('Quoted');
    expect(await message.locator('pre').textContent()).toBe('let x = 1;\n  y');
    await message.getByRole('link', { name: 'the desk' }).waitFor();
    expect(await message.getByRole('link', { name: 'inside' }).count()).toBe(0);
    expect(await message.locator('time').last().textContent()).toBe('2026-12-24 11:00 AM');
  });

  it('never takes words for HTML, and opens nothing but the web and mail', async () => {
    const message = await drawn(
      section(
        [
          '<img src=x onerror="document.title=1"> &lt;script&gt;document.title=2&lt;/script&gt;',
          '<javascript:alert(1)|press me> <data:text/html,hi|or me>',
          '<https://evil.example/?a=1&amp;b=2|your bank> <mailto:desk@acme.example|mail>',
          '<!channel> &amp;lt; is decoded once',
        ].join('\n'),
      ),
      { type: 'section', text: plain('<b>plain</b> &amp; <https://evil.example|plain>') },
      { type: 'markdown', text: '<img src=x onerror=alert(1)> [press](javascript:alert(1))' },
    );
    const text = await message.textContent();
    expect(text).toContain('<img src=x onerror="document.title=1"> <script>document.title=2</script>');
    expect(text).toContain('<javascript:alert(1)|press me> <data:text/html,hi|or me>');
    expect(text).toContain('@channel &lt; is decoded once');
    expect(text).toContain('<b>plain</b> &amp; <https://evil.example|plain>');
    expect(await message.locator('img, script').count()).toBe(0);
    const links = await message.getByRole('link').all();
    const attribute = (name: string) => Promise.all(links.map((link) => link.getAttribute(name)));
    expect(await attribute('href')).toEqual(['https://evil.example/?a=1&b=2', 'mailto:desk@acme.example']);
    expect(await attribute('rel')).toEqual(Array(2).fill('noopener noreferrer'));
    expect(await attribute('target')).toEqual(Array(2).fill('_blank'));
  });

  it('leaves bare words alone in verbatim text, and marks them elsewhere', async () => {
    const bare = 'See https://desk.example/4. @here #rooms #nowhere';
    const message = await drawn(section(bare), { type: 'section', text: marked(bare, { verbatim: true }) });
    expect(await message.getByRole('link').allTextContents()).toEqual(['https://desk.example/4']);
    expect(await message.locator('.bk-mention').allTextContents()).toEqual(['@here', '#rooms']);
  });

  it('draws the same blocks in a modal, its title and buttons with emoji too', async () => {
    await stage.open(
      modal([{ type: 'header', text: plain('Desks') }, section('Hello <@U0ANA>'), rich(line(words('Rich')))], {
        title: plain(':sparkles: Desks'),
        submit: plain('Go :rocket:'),
        close: plain(':wave: Bye'),
      }),
    );
    const form = await ana.form('✨ Desks');
    await form.getByRole('heading', { name: 'Desks', exact: true }).waitFor();
    await form.getByText('Hello @ana').waitFor();
    await form.getByText('Rich').waitFor();
    await form.getByRole('button', { name: 'Go 🚀' }).waitFor();
    await form.getByRole('button', { name: '👋 Bye' }).click();
    await form.waitFor({ state: 'hidden' });
  });
});
