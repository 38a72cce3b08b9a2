import { z } from 'zod';
import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

type Options = Parameters<typeof startConversation>[0];

/** One reason why DocSpace cannot be used, and what people read about it. */
interface Cause {
  what: string;
  start?: Options;
  happens?: (talk: Conversation) => unknown;
  news: string;
  next: string;
  /** Short enough for the only line of a picker; elsewhere "try again in a minute" is all there is to say. */
  inPicker?: string;
}

const OPERATOR = 'Ask the person who runs this app to';
const closedBy =
  (kind: 'unknown-tenant' | 'to-https' | 'wrong-path' | 'ip-rules' | 'maintenance' | 'suspended' | 'unpaid') =>
  (talk: Conversation) =>
    talk.portal.faults.set({ kind });
const redirect = { kind: 'status', status: 301, html: true } as const;
const serverError = { kind: 'status', status: 500 } as const;

/** Makes the app start with this key. */
async function startWithKey(talk: Conversation, key: string): Promise<void> {
  talk.portal.keys.owner = key;
  await talk.restart();
}

/** Calls the portal as its owner does, beside the app. */
async function asOwner(talk: Conversation, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${talk.portal.url}/api/2.0${path}`, {
    method,
    headers: { Authorization: `Bearer ${talk.portal.keys.owner}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return answer.json();
}

const made = z.object({ response: z.object({ id: z.string(), key: z.string() }) });
const newKey = async (talk: Conversation, life: { expiresInDays?: number } = {}) =>
  made.parse(await asOwner(talk, 'POST', '/keys', { name: 'Groups', ...life })).response;

const CAUSES: Cause[] = [
  {
    what: 'no portal has this name',
    happens: closedBy('unknown-tenant'),
    news: 'There is no DocSpace portal at the address the app uses.',
    next: `${OPERATOR} check DOCSPACE_URL.`,
  },
  {
    what: 'the address is that of a web page',
    happens: closedBy('wrong-path'),
    news: 'The address the app uses for DocSpace answered with a web page.',
    next: `${OPERATOR} check DOCSPACE_URL: it is the portal’s address without a path.`,
  },
  {
    what: 'the portal has moved',
    happens: (talk) => talk.portal.faults.set(redirect),
    news: 'The DocSpace address the app uses leads to another address.',
    next: `${OPERATOR} set DOCSPACE_URL to the portal’s current address.`,
  },
  {
    what: 'the portal speaks https only',
    happens: closedBy('to-https'),
    news: 'The DocSpace portal accepts only https.',
    next: `${OPERATOR} let DOCSPACE_URL begin with https://.`,
  },
  {
    what: 'the IP rules leave the app out',
    start: { key: 'admin' },
    happens: closedBy('ip-rules'),
    news: 'DocSpace does not accept connections from the app’s IP address.',
    next: 'Ask a DocSpace admin to allow it under IP Security.',
  },
  {
    what: 'the portal is in maintenance',
    happens: closedBy('maintenance'),
    news: 'The DocSpace portal is closed for maintenance.',
    next: 'Try again when it is open.',
  },
  {
    what: 'the portal is suspended',
    happens: closedBy('suspended'),
    news: 'The DocSpace portal is suspended.',
    next: 'Ask the portal’s owner to activate it.',
  },
  {
    what: 'the portal is not paid for',
    happens: closedBy('unpaid'),
    news: 'DocSpace refused this because of the portal’s plan or payment.',
    next: 'Ask the portal’s owner to check both.',
  },
  {
    what: 'the portal fails inside',
    happens: (talk) => talk.portal.faults.set(serverError),
    news: 'DocSpace reported an internal error (500).',
    next: 'Try again in a minute.',
    inPicker: 'DocSpace can’t be reached right now. Try again in a minute.',
  },
  {
    what: 'the key has expired on the day it was made for',
    async happens(talk) {
      await startWithKey(talk, (await newKey(talk, { expiresInDays: 7 })).key);
      await talk.person('ines').types(REQUESTS, '/docspace-group whoami');
      await talk.person('ines').sees('In DocSpace you are');
      await talk.clock.jump(7 * 86_400_000);
    },
    news: 'The app’s API key for DocSpace has expired.',
    next: `${OPERATOR} replace it with a new one.`,
  },
  {
    what: 'the key is switched off while the app runs',
    async happens(talk) {
      const { id, key } = await newKey(talk);
      const { owner } = talk.portal.keys;
      await startWithKey(talk, key);
      await talk.person('ines').types(REQUESTS, '/docspace-group whoami');
      await talk.person('ines').sees('In DocSpace you are');
      talk.portal.keys.owner = owner;
      await asOwner(talk, 'PUT', `/keys/${id}`, { isActive: false });
      await talk.clock.jump(60_001);
    },
    news: 'DocSpace no longer accepts the app’s API key.',
    next: `${OPERATOR} check whether the key was switched off or deleted, or its owner disabled.`,
  },
  {
    what: 'the key is one of another portal',
    happens: (talk) => startWithKey(talk, `sk-${'0'.repeat(64)}`),
    news: 'DocSpace does not accept the app’s API key.',
    next: `${OPERATOR} check that DOCSPACE_API_KEY is a key of this portal, not expired and switched on.`,
  },
  {
    what: 'the owner of the key was demoted',
    start: { key: 'admin' },
    // Ines owns this key: somebody else asks, and still has their own role.
    happens: (talk) => talk.portal.setRole(talk.personId('ines'), 'user'),
    news: 'The owner of the app’s API key no longer has the role for this in DocSpace.',
    next: `${OPERATOR} use a key of the portal’s owner or a DocSpace admin.`,
  },
  {
    what: 'the key may not read',
    start: { key: 'writeOnly' },
    news: 'The app’s API key lacks a permission in DocSpace.',
    next: `It needs accounts:read and accounts:write. ${OPERATOR} add them to the key.`,
  },
];

describe.each(CAUSES)('when $what', ({ start, happens, news, next, inPicker = news }) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation(start);
    await happens?.(talk);
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const tomas = () => talk.person('tomas');
  const sentence = `${news} It’s not something you did. ${next}`;
  const nothingUncertain = (words: string) =>
    expect(words).not.toMatch(/not certain|[Cc]heck before|anything (was|is) changed|look whether/);
  /** Nobody else reads it. */
  const nobodyElse = () => expect(talk.person('una').visible(REQUESTS)).toEqual([]);

  it('says so privately for a look', async () => {
    await tomas().types(REQUESTS, '/docspace-group get Design');
    const told = await tomas().sees(sentence);
    expect(told.visibleTo).toBe(tomas().id);
    expect(told.words).toMatch(/^The group can’t be shown right now\n/);
    nothingUncertain(told.words);
    nobodyElse();
  });

  it('says so in the form for a creation', async () => {
    await tomas().types(REQUESTS, '/docspace-group create Launch team');
    const form = await tomas().form(/right now|\[Create group\]/);
    // An unpaid portal lets people be read: the form opens, and says it when it is sent.
    if (form.text().includes('[Create group]')) {
      await form.pick('Manager', 'tomas');
      await form.submit();
      await tomas().form('The group was not created');
    }
    const told = await tomas().form(sentence);
    nothingUncertain(told.text());
    expect(talk.portal.calls.some((call) => call.method === 'POST' && call.path.startsWith('/group'))).toBe(false);
    nobodyElse();
  });

  it('says so as the only choice of a picker, which can’t be chosen', async () => {
    await tomas().types(REQUESTS, '/docspace-group get');
    const picker = await tomas().form('Show a group');
    expect(await picker.options('Group', 'des')).toEqual([inPicker]);
    await picker.pick('Group', 'des', inPicker);
    await picker.submit();
    expect(picker.errors).toEqual({ Group: 'Choose a group.' });
    nobodyElse();
  });
});

describe('when the key may read and not write', () => {
  it('shows groups, and says in the form alone that the key lacks a permission', async () => {
    const talk = await startConversation({ key: 'readOnly' });
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group get Design');
    await ines.sees('looked up the group “Design”');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    await form.submit();
    const told = await ines.form('The group was not created');
    expect(told.text()).toContain(
      'The app’s API key lacks a permission in DocSpace. It’s not something you did. It needs accounts:read and accounts:write.',
    );
    expect(told.text()).not.toMatch(/not certain|[Cc]heck before/);
    expect(told.value('Manager')).toBe('Tomas Keller');
    expect(talk.person('una').visible(REQUESTS)).toEqual([]);
    await talk.stop();
  });
});

describe('when the owner of the key may read groups and not write them', () => {
  it('says in the form alone which role is missing', async () => {
    const talk = await startConversation({ key: 'roomAdmin' });
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    await form.submit();
    const told = await ines.form('The group was not created');
    expect(told.text()).toContain('The owner of the app’s API key no longer has the role for this in DocSpace.');
    expect(told.text()).not.toMatch(/not certain|[Cc]heck before/);
    expect(talk.person('una').visible(REQUESTS)).toEqual([]);
    await talk.stop();
  });
});
