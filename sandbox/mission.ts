import { hold, type MissionStep } from './stage.ts';

const create: MissionStep = {
  title: 'A DocSpace admin creates a group through the form',
  async act(stage) {
    const ines = stage.person('ines');
    stage.did(ines, 'types /docspace-group create Launch team');
    await ines.types(stage.channel, '/docspace-group create Launch team');
    const form = await ines.form('Create group');
    await form.pick('Manager', 'tomas');
    await form.pick('Members', 'milo');
    await form.pick('Members', 'pia');
    stage.showed(form);
    await form.submit();
    await ines.sees('created the group Launch team', { channel: stage.channel });
    await (await ines.form('Group created')).close();
    stage.look();
    const group = stage.portal.group('Launch team');
    hold(group.memberIds.size === 3, 'the portal should hold three members');
  },
};

const get: MissionStep = {
  title: 'A room admin looks it up, which only he sees, and posts it',
  async act(stage) {
    const ravi = stage.person('ravi');
    stage.did(ravi, 'types /docspace-group get "launch TEAM"');
    await ravi.types(stage.channel, '/docspace-group get "launch TEAM"');
    const card = await ravi.sees('You looked up the group “Launch team”', { channel: stage.channel });
    hold(card.visibleTo === ravi.id, 'a group that is looked up is shown privately');
    stage.look();
    stage.did(ravi, 'clicks Post here');
    await ravi.clicks('Post here', card);
    await stage.person('una').sees('Ravi Nair shared the group Launch team', { channel: stage.channel });
    await ravi.sees('Posted in #it-requests', { channel: stage.channel });
    stage.look();
  },
};

const list: MissionStep = {
  title: 'and lists groups, which only he sees',
  async act(stage) {
    const ravi = stage.person('ravi');
    stage.did(ravi, 'types /docspace-group list launch');
    await ravi.types(stage.channel, '/docspace-group list launch');
    const seen = await ravi.sees('Groups with “launch” in their name', { channel: stage.channel });
    hold(seen.visibleTo === ravi.id, 'a list is private');
    stage.look();
  },
};

const update: MissionStep = {
  title: 'The group is renamed and its members change, after a look at the difference',
  async act(stage) {
    const ines = stage.person('ines');
    stage.did(ines, 'types /docspace-group update Launch team');
    await ines.types(stage.channel, '/docspace-group update Launch team');
    const form = await ines.form('Review changes');
    await form.fill('Name', 'Launch crew');
    await form.pick('Add members', 'ravi');
    await form.pick('Remove members', 'milo');
    await form.submit();
    const preview = await ines.form('Save these changes?');
    stage.showed(preview);
    await preview.submit();
    await ines.sees('changed the group Launch crew', { channel: stage.channel });
    await (await ines.form('Group changed')).close();
    stage.look();
    hold(stage.portal.group('Launch crew').memberIds.size === 3, 'one joined and one left');
  },
};

const refusedName: MissionStep = {
  title: 'A name that does not work is refused at its field, and nothing typed is lost',
  async act(stage) {
    const ines = stage.person('ines');
    stage.did(ines, 'types /docspace-group create, and fills in a name with a rocket');
    await ines.types(stage.channel, '/docspace-group create');
    const form = await ines.form('Create group');
    await form.fill('Name', 'Launch 🚀');
    await form.pick('Manager', 'ravi');
    await form.submit();
    hold(/can't store 🚀/.test(form.errors.Name ?? ''), 'the name field should say what is wrong');
    hold(form.value('Manager') === 'Ravi Nair', 'the manager should still be there');
    stage.showed(form);
    await form.close();
  },
};

const noRight: MissionStep = {
  title: 'Somebody without the right is told so, privately',
  async act(stage) {
    const una = stage.person('una');
    stage.did(una, 'types /docspace-group create Secret club');
    await una.types(stage.channel, '/docspace-group create Secret club');
    const form = await una.form('You can’t create groups');
    stage.showed(form);
    await form.close();
    hold(!stage.portal.groups().some((group) => group.name === 'Secret club'), 'nothing may be created');
  },
};

const askForEdit: MissionStep = {
  title: 'A room admin cannot edit groups alone, so the same form asks for it',
  async act(stage) {
    const ravi = stage.person('ravi');
    stage.did(ravi, 'types /docspace-group update Launch crew, and adds Una');
    await ravi.types(stage.channel, '/docspace-group update Launch crew');
    const form = await ravi.form('[Review changes]');
    await form.pick('Add members', 'una');
    await form.submit();
    const preview = await ravi.form('Request these changes?');
    await preview.fill('Reason', 'Una writes the press kit.');
    stage.showed(preview);
    await preview.submit();
    await (await ravi.form('Request sent')).close();
    await stage.person('tomas').sees('can approve this', { channel: stage.channel });
    stage.look();
    hold(stage.portal.group('Launch crew').memberIds.size === 3, 'nothing is changed before it is approved');
  },
};

const approveEdit: MissionStep = {
  title: 'A DocSpace admin approves it, and it is carried out',
  async act(stage) {
    const tomas = stage.person('tomas');
    const card = await tomas.sees('Edit requested: Launch crew', { channel: stage.channel });
    stage.did(tomas, 'clicks Approve');
    await tomas.clicks('Approve', card);
    await tomas.sees('changed the group Launch crew, approved by Tomas Keller', { channel: stage.channel });
    await stage
      .person('ravi')
      .sees('Saved: the card above shows what was changed', { channel: stage.channel, thread: card.ts });
    stage.look();
    hold(stage.portal.group('Launch crew').memberIds.size === 4, 'Una is a member now');
  },
};

const undo: MissionStep = {
  title: 'The edit is undone from its card, after a look at what that changes',
  async act(stage) {
    const ines = stage.person('ines');
    const card = await ines.sees('changed the group Launch crew, approved by Tomas Keller', { channel: stage.channel });
    stage.did(ines, 'clicks Undo on the card of the edit');
    await ines.clicks('Undo', card);
    const preview = await ines.form('Undo this edit?');
    stage.showed(preview);
    await preview.submit();
    await ines.sees('undid the edit', { channel: stage.channel });
    await (await ines.form('Group changed')).close();
    await ines.sees('Undone by Ines', { channel: stage.channel });
    stage.look();
    hold(stage.portal.group('Launch crew').memberIds.size === 3, 'the group is as it was before');
  },
};

const ask: MissionStep = {
  title: 'A deletion is asked for',
  async act(stage) {
    const ines = stage.person('ines');
    stage.did(ines, 'types /docspace-group delete Launch crew');
    await ines.types(stage.channel, '/docspace-group delete Launch crew');
    const form = await ines.form('[Request deletion]');
    await form.fill('Reason', 'The launch is over.');
    stage.showed(form);
    await form.submit();
    await (await ines.form('Request sent')).close();
    await stage.person('tomas').sees('can approve this', { channel: stage.channel });
    stage.look();
  },
};

const selfApproval: MissionStep = {
  title: 'The requester cannot approve it',
  async act(stage) {
    const ines = stage.person('ines');
    const card = await ines.sees('Deletion requested: Launch crew', { channel: stage.channel });
    stage.did(ines, 'clicks Approve on her own request');
    await ines.clicks('Approve', card);
    const refused = await ines.form('You can’t approve your own request');
    stage.showed(refused);
    await refused.close();
    hold(stage.portal.group('Launch crew').name === 'Launch crew', 'the group must still be there');
  },
};

const approve: MissionStep = {
  title: 'Somebody else approves; the group is read again, deleted, and checked to be gone',
  async act(stage) {
    const tomas = stage.person('tomas');
    const card = await tomas.sees('Deletion requested: Launch crew', { channel: stage.channel });
    stage.did(tomas, 'clicks Approve');
    await tomas.clicks('Approve', card);
    await tomas.sees('Deleted: Launch crew', { channel: stage.channel });
    await stage.person('ines').sees('is gone from DocSpace', { channel: stage.channel, thread: card.ts });
    stage.look();
    hold(/^[^[]*\[Restore…\]$/.test(tomas.again(card)?.words ?? ''), 'the card has no button left but Restore');
    hold(!stage.portal.groups().some((group) => group.name === 'Launch crew'), 'the portal must not hold the group');
  },
};

const restore: MissionStep = {
  title: 'It was needed after all: restored from what was kept, as a new group',
  async act(stage) {
    const ines = stage.person('ines');
    const card = await ines.sees('Deleted: Launch crew', { channel: stage.channel });
    stage.did(ines, 'clicks Restore… on the card of the deletion');
    await ines.clicks('Restore…', card);
    const form = await ines.form('[Restore]');
    stage.showed(form);
    await form.submit();
    await ines.sees('restored the group Launch crew', { channel: stage.channel });
    await (await ines.form('Group restored')).close();
    stage.look();
    hold(stage.portal.group('Launch crew').memberIds.size > 0, 'the group is there again, with its members');
  },
};

const gone: MissionStep = {
  title: 'It is gone from the list',
  async act(stage) {
    const ravi = stage.person('ravi');
    stage.did(ravi, 'types /docspace-group list launch crew');
    await ravi.types(stage.channel, '/docspace-group list launch crew');
    await ravi.sees('No group has “launch crew” in its name.', { channel: stage.channel });
    stage.look();
  },
};

const strict: MissionStep = {
  title: 'Slack would have refused nothing the app sent',
  async act(stage) {
    hold(stage.workspace.refusals.length === 0, JSON.stringify(stage.workspace.refusals));
  },
};

/** The whole mission, in order. */
export const MISSION: readonly MissionStep[] = [
  create,
  get,
  list,
  update,
  refusedName,
  noRight,
  askForEdit,
  approveEdit,
  undo,
  ask,
  selfApproval,
  approve,
  gone,
  restore,
  strict,
];
