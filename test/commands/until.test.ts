import {
  type Conversation,
  REQUESTS,
  startConversation,
  TRANSPORTS,
  timePassesUntil,
} from '../helpers/conversation.ts';

const A_DAY_MS = 24 * 3_600_000;

describe.each(TRANSPORTS)('adding people until a date, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** The clock stands at nine in the morning: a day later is three hours behind the noon that is agreed on. */
  const aDayLater = () => talk.clock.jump(A_DAY_MS + 4 * 3_600_000);
  const isMember = (key: string) => talk.portal.group('Design').memberIds.has(talk.personId(key));
  const toldTheDayBefore = async () => {
    await aDayLater();
    return talk.person('ines').sees('as agreed, Pia Lund (invited) leaves');
  };
  /** Ines adds Pia to Design until the day after tomorrow; the clock stands at November 2. */
  const addsPia = async (day = '2026-11-04') => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Design');
    const form = await ines.form('[Review changes]');
    await form.pick('Add members', 'pia');
    await form.fill('Until', day);
    await form.submit();
    return { ines, form };
  };

  it('shows the day before it is saved and on the card, tells the day before, and takes them out', async () => {
    const { ines } = await addsPia();
    const preview = await ines.form('Save these changes?');
    expect(preview.text()).toContain('The people you add leave on Nov 4, 2026.');
    await preview.submit();
    const card = await talk.person('una').sees('edited the group Design');
    expect(card.words).toContain('Pia Lund (invited) leaves on Nov 4, 2026.');
    expect(isMember('pia')).toBe(true);
    const told = await toldTheDayBefore();
    expect(told.channel).toBe('D0INES');
    await aDayLater();
    await timePassesUntil(talk.clock, ines.sees(', as agreed (R-', { thread: card.ts }));
    expect(isMember('pia')).toBe(false);
  });

  it('lets who was told keep them, until another day or for good', async () => {
    const { ines } = await addsPia();
    await (await ines.form('Save these changes?')).submit();
    await talk.person('una').sees('edited the group Design');
    const told = await toldTheDayBefore();
    await ines.clicks('Keep', told);
    const form = await ines.form('Pia Lund (invited) leaves on Nov 4, 2026.');
    await form.submit();
    const kept = await talk.person('una').sees('stays (was until Nov 4, 2026)');
    expect(kept.words).toContain('edited the group Design');
    await aDayLater();
    expect(isMember('pia')).toBe(true);
    await ines.clicks('Keep', told);
    await ines.form('stays: the date was canceled.');
  });

  it.each([
    ['2026-11-01', 'Choose a day that is still to come.'],
    ['2031-01-01', 'Choose a day within the next three years.'],
  ])('takes no day like %s', async (day, why) => {
    const { form } = await addsPia(day);
    expect(form.errors).toEqual({ Until: why });
  });

  it('is a day for people who are added', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Design');
    const form = await ines.form('[Review changes]');
    await form.fill('Name', 'Brand');
    await form.fill('Until', '2026-11-04');
    await form.submit();
    expect(form.errors).toEqual({ Until: 'The day is for people you add: choose them first.' });
  });

  it('is asked for with joining, and is on the card of that request', async () => {
    const una = talk.person('una');
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Book club');
    const creation = await ines.form('[Create group]');
    await creation.pick('Manager', 'ines');
    await creation.submit();
    await una.clicks('Join or leave…', await una.sees('created the group Book club'));
    const form = await una.form('You get the rooms and files');
    await form.fill('Until', '2026-11-20');
    await form.submit();
    const card = await una.sees('Request to join: Book club');
    expect(card.words).toContain('Until Nov 20, 2026');
    await ines.clicks('Approve', card);
    expect((await una.sees('joined the group Book club')).words).toContain('Una Berg leaves on Nov 20, 2026.');
  });
});
