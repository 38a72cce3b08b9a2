import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Conversation,
  REQUESTS,
  startConversation,
  TRANSPORTS,
  timePassesUntil,
} from '../helpers/conversation.ts';

const MANY = 300;

describe.each(TRANSPORTS)('a change about hundreds of people, by %s', (mode) => {
  let talk: Conversation;
  let folder: string;
  beforeEach(async () => {
    // Members are written one by one, at 51 ms each; pauses are over at once, so that only the clock feels it.
    folder = mkdtempSync(join(tmpdir(), 'many-people-'));
    talk = await startConversation({ mode, crowd: 400, databaseUrl: join(folder, 'app.db') });
    talk.portal.setCost(1);
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
    rmSync(folder, { recursive: true });
  });

  const design = () => talk.portal.group('Design');
  const card = () => {
    const [only, ...others] = talk.workspace.messages(REQUESTS).filter(({ visibleTo }) => visibleTo === undefined);
    expect(others).toEqual([]);
    return only;
  };
  const people = () => {
    const there = design().memberIds;
    return talk.portal
      .people()
      .filter(({ id, role, status }) => role === 'user' && status === 'active' && !there.has(id))
      .slice(0, MANY);
  };

  /** Ines's edit as it was stored before its acknowledgement, by a process that went no further. */
  const storeEdit = async () => {
    const { id, name, managerId = '' } = design();
    const add = people().map((person) => ({ id: person.id, name: `${person.firstName} ${person.lastName}` }));
    const now = talk.clock.now();
    const origin = { userId: talk.person('ines').id, channelId: REQUESTS };
    const shown = { id, name, members: [], manager: { id: managerId, name: 'M' } };
    const common = {
      kind: 'edit',
      account: origin.userId,
      group_id: id,
      shown_json: JSON.stringify(shown),
      created_at: now,
    };
    await talk.store.db
      .insertInto('drafts')
      .values({ ...common, id: 'many', origin_json: JSON.stringify(origin) })
      .execute();
    await talk.store.db
      .insertInto('requests')
      .values({
        ...common,
        id: 'R-MANY',
        draft: 'many',
        values_hash: 'h',
        portal: talk.portal.url,
        workspace: 'T0ACME',
        group_name: name,
        wanted_json: JSON.stringify({ add, remove: [] }),
        reason: '',
        channel: REQUESTS,
        needed: 0,
        state: 'received',
        version: 1,
        updated_at: now,
        expires_at: now + 24 * 3_600_000,
        facts_json: '{}',
      })
      .execute();
    return add;
  };
  /** The edit begins, and its second batch is on its way. */
  const begins = async () => {
    const add = await storeEdit();
    const [first, second] = [talk.portal.next('PUT', /group/), talk.portal.next('PUT', /group/)];
    await talk.clock.advance(20_000);
    (await first).release();
    const held = await second;
    return { add, held, shown: await talk.person('una').sees(`25 of ${MANY} done`) };
  };

  it('shows its progress in one message, stops when an admin cancels it, and adds the rest without choosing again', async () => {
    const [ines, tomas, milo] = [talk.person('ines'), talk.person('tomas'), talk.person('milo')];
    const before = design().memberIds.size;
    const { add, held, shown } = await begins();
    expect(shown.words).toContain(`is adding ${MANY} people to the group Design`);

    await milo.clicks('Cancel', shown);
    await milo.sees('Only the owner and DocSpace admins can edit groups');
    await tomas.clicks('Cancel', shown);
    await ines.sees('Canceled by Tomas Keller: it ends after the current batch.');
    held.release();
    const ended = await ines.sees(/Canceled by Tomas Keller after \d+ of 300\./);
    expect([ended.ts, card()?.ts]).toEqual([shown.ts, shown.ts]);
    const done = design().memberIds.size - before;
    expect(ended.words).toContain(`Canceled by Tomas Keller after ${done} of ${MANY}.`);
    expect(ended.words).toMatch(new RegExp(`Not added yet: ${add[done]?.name}, .* and ${MANY - done - 10} more\\.`));

    await tomas.clicks('Add the rest', ended);
    const preview = await tomas.form('Save these changes?');
    expect(preview.text()).toContain(`+ ${add[done]?.name}, `);
    expect(preview.text()).toContain(`and ${MANY - done - 100} more`);
    await preview.submit();
    await ines.sees('edited the group Design', { after: ended.ts });
    expect(add.filter(({ id }) => !design().memberIds.has(id))).toEqual([]);

    await tomas.clicks('Add the rest', ended);
    expect((await tomas.form('No one is left')).text()).toContain('the group is as this edit wanted it');
  });

  it('takes far fewer calls than one a person, and reads the group once before', async () => {
    const { held } = await begins();
    held.release();
    const ended = await talk.person('ines').sees('edited the group Design');
    expect(ended.words).toContain(`and ${MANY - 10} more`);
    const calls = talk.portal.calls.filter(({ path }) => path.includes(design().id));
    expect(calls.length).toBeLessThan(MANY / 10);
    expect(talk.portal.calls.filter(({ path }) => /^\/people\/[0-9a-f-]{36}/.test(path)).length).toBeLessThan(5);
  });

  it('goes on after a restart in the middle', async () => {
    const { add, held } = await begins();
    held.release();
    await talk.person('una').sees('of 300 done');
    await talk.restart();
    await timePassesUntil(talk.clock, talk.person('ines').sees('edited the group Design'));
    expect(add.filter(({ id }) => !design().memberIds.has(id))).toEqual([]);
  });
});
