import { DEMO_STEPS } from '../../sandbox/demo-scenario/index.ts';
import { createStage } from '../../sandbox/demo-scenario/stage.ts';
import { askFor, openList } from '../helpers/asked-requests.ts';
import {
  type Conversation,
  DESIGN,
  LEADS,
  REQUESTS,
  type startConversation,
  timePassesUntil,
} from '../helpers/conversation.ts';

/** A conversation that makes the app draw: what it is about, how it starts, and what people do. */
export interface Play {
  about: string;
  start?: Parameters<typeof startConversation>[0];
  act(talk: Conversation): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;

/** Types lines one after the other; the app has answered each in its channel before the next. */
async function types(talk: Conversation, key: string, answered: readonly [line: string, answer: string | RegExp][]) {
  for (const [line, answer] of answered) {
    const before = talk.person(key).visible().at(-1)?.ts ?? '';
    await talk.person(key).types(REQUESTS, `/docspace-group ${line}`);
    await talk.person(key).sees(answer, { after: before });
  }
}

async function postsCard(talk: Conversation) {
  const ines = talk.person('ines');
  await ines.types(REQUESTS, '/docspace-group get Design');
  await ines.clicks('Post here', await ines.sees('looked up the group “Design”'));
  return ines.sees('shared the group Design');
}

const demo: Play = {
  about: 'the steps of the demo',
  async act(talk) {
    const stage = createStage(talk, REQUESTS, () => undefined);
    for (const step of DEMO_STEPS) await step.act(stage);
  },
};

const reading: Play = {
  about: 'everything that only reads',
  async act(talk) {
    await types(talk, 'ines', [
      ['help', 'create'],
      ['help delete', 'delete'],
      ['frobnicate', 'frobnicate'],
      ['whoami', "Ines O'Neil"],
      ['list', 'of 1'],
      ['list mine', 'Design'],
      ['list zzz', 'zzz'],
      ['get Desing', 'Desing'],
      ['get Design', 'looked up'],
      ['history Design', 'Design'],
      ['requests', 'requests'],
    ]);
    const ines = talk.person('ines');
    const list = await ines.sees(/1–10 of 1\d\d groups/);
    await ines.clicks('Next', list);
    await ines.sees(/11–20 of 1\d\d groups/);
    const card = await ines.sees('looked up the group “Design”');
    await ines.clicks('History', card);
    await ines.sees('Nothing is recorded about “Design”', { after: card.ts });
  },
};

const pickers: Play = {
  about: 'commands without a group',
  async act(talk) {
    const ines = talk.person('ines');
    for (const command of ['get', 'update', 'delete', 'history', 'restore']) {
      await ines.types(REQUESTS, `/docspace-group ${command}`);
      if (command === 'restore') continue;
      const picker = await ines.form('Group');
      await picker.pick('Group', 'design', 'Design');
      await picker.submit();
      if (picker.open) await picker.close();
    }
    await ines.uses('New DocSpace group');
    await (await ines.form('[Create group]')).close();
  },
};

const homes: Play = {
  about: 'the App Home of everybody',
  async act(talk) {
    await askFor(talk, 'ravi', 'Design');
    for (const key of ['olga', 'ines', 'ravi', 'una', 'gil', 'dan', 'pia', 'nora', 'greta', 'uma'])
      await talk.person(key).opensHome();
    const ines = talk.person('ines');
    const home = await ines.opensHome();
    await ines.clicks('Reject', home);
    const form = await ines.form('Reject request');
    await form.fill('Reason', 'Still in use.');
    await form.submit();
    await talk.person('ravi').sees('rejected the deletion: Still in use.');
    await ines.clicks('Browse groups', home);
    await ines.form(/1–10 of 1\d\d groups/);
    await ines.chooses('Open a group…', 'Design', home);
    await ines.form("Manager: Ines O'Neil");
    const mend = talk.portal.faults.set({ kind: 'status', status: 401 });
    await talk.person('tomas').opensHome();
    mend();
  },
};

const refusedPeople: Play = {
  about: 'people who may do little or nothing',
  async act(talk) {
    for (const key of ['una', 'gil', 'dan', 'pia', 'nora', 'sven', 'greta', 'uma'])
      for (const line of ['get Design', 'create Club', 'delete Design', 'whoami']) {
        const person = talk.person(key);
        if (formsOf(talk, key) > 0) await (await person.form()).close();
        const before = shownTo(talk, key);
        await person.types(REQUESTS, `/docspace-group ${line}`);
        await until(talk, () => shownTo(talk, key) !== before);
      }
  },
};

const shownTo = (talk: Conversation, key: string) => talk.person(key).visible().length + formsOf(talk, key);
const formsOf = (talk: Conversation, key: string) =>
  (talk.workspace.state.modals.get(talk.person(key).id) ?? []).length;

/** Resolves once something holds, looked at after each change of the workspace. */
async function until({ workspace }: Conversation, holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const stop = workspace.onChange(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
}

const decisions: Play = {
  about: 'requests that are approved twice, stopped, withdrawn and outdated',
  start: { approvals: { required: 2, graceMs: 30_000 } },
  async act(talk) {
    const card = await askFor(talk, 'ravi', 'Design');
    const [ines, tomas, ravi] = [talk.person('ines'), talk.person('tomas'), talk.person('ravi')];
    await ines.clicks('Approve', card);
    await ines.sees('1 more', { thread: card.ts });
    await tomas.clicks('Approve', card);
    const approved = await ravi.sees('Deletion approved: Design');
    await ines.clicks('Stop deletion', approved);
    await ravi.sees('Stopped: Design');
    const other = await askFor(talk, 'ravi', 'Field crew', 'It is over.');
    await openList(talk, 'ravi');
    await openList(talk, 'ines');
    await ravi.clicks('Withdraw', other);
    await (await ravi.form('Withdraw request')).submit();
    await ravi.sees('Withdrawn: Field crew');
  },
};

const membership: Play = {
  about: 'joining, leaving and a new group, asked for and approved',
  async act(talk) {
    const posted = await postsCard(talk);
    const [una, olga, ravi] = [talk.person('una'), talk.person('olga'), talk.person('ravi')];
    await una.clicks('Join or leave…', posted);
    await (await una.form('You lose the rooms and files')).submit();
    await olga.clicks('Approve', await una.sees('Request to leave: Design'));
    await una.sees('left the group Design, approved by Olga Marsh');
    await una.clicks('Join or leave…', posted);
    const form = await una.form('You get the rooms and files');
    await form.fill('Reason', 'I work there now.');
    await form.submit();
    await olga.clicks('Approve', await una.sees('Request to join: Design'));
    await una.sees('joined the group Design, approved by Olga Marsh');
    await ravi.types(REQUESTS, '/docspace-group create Launch & learn');
    const creation = await ravi.form('[Send request]');
    await creation.pick('Manager', 'milo');
    await creation.fill('Reason', 'We <launch> in May.');
    await creation.submit();
    const card = await ravi.sees('New group requested: Launch & learn');
    await ravi.clicks('Remind', card);
    await ravi.sees('reminds', { thread: card.ts });
    await ravi.clicks('Remind', card);
    await ravi.form('Not sent');
    await talk.person('tomas').clicks('Approve', card);
    const done = await ravi.sees('created the group Launch & learn, approved by Tomas Keller');
    await ravi.sees('is in DocSpace', { thread: card.ts });
    await talk.person('tomas').clicks('Undo…', done);
    await talk.person('tomas').form('[Request deletion]');
  },
};

const untilADay: Play = {
  about: 'people who are added until a day',
  async act(talk) {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Design');
    const form = await ines.form('[Review changes]');
    await form.pick('Add members', 'pia');
    await form.fill('Until', '2026-11-04');
    await form.submit();
    await (await ines.form('Save these changes?')).submit();
    await talk.person('una').sees('edited the group Design');
    await talk.clock.jump(DAY_MS + 4 * 3_600_000);
    const told = await ines.sees('as agreed, Pia Lund (invited) leaves');
    await ines.clicks('Keep', told);
    await (await ines.form('Keep in the group?')).submit();
    await talk.person('una').sees('stays (was until Nov 4, 2026)');
  },
};

const failures: Play = {
  about: 'a portal and channels that do not work',
  async act(talk) {
    const mend = talk.portal.faults.set({ kind: 'status', status: 503 });
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group get Design');
    await timePassesUntil(talk.clock, ines.sees(/DocSpace/), 1_000);
    mend();
    await ines.types(LEADS, '/docspace-group create Elsewhere');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'milo');
    await form.submit();
    await ines.sees('created the group Elsewhere');
    await ines.types(DESIGN, '/docspace-group create 🚀');
    const refused = await ines.form('[Create group]');
    await refused.pick('Manager', 'milo');
    await refused.submit();
  },
};

export const PLAYS: readonly Play[] = [
  demo,
  reading,
  pickers,
  homes,
  refusedPeople,
  decisions,
  membership,
  untilADay,
  failures,
];
