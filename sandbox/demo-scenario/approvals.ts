import { check, type DemoStep } from './stage.ts';

export const askForEdit: DemoStep = {
  title: 'A room admin can’t edit groups alone, so the same form requests it',
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
    await stage.person('tomas').sees('can approve this', { channel: stage.channel });
    stage.look();
    check(stage.portal.group('Launch crew').memberIds.size === 3, 'nothing is changed before it is approved');
  },
};

export const approveEdit: DemoStep = {
  title: 'A DocSpace admin approves it, and it is carried out',
  async act(stage) {
    const tomas = stage.person('tomas');
    const card = await tomas.sees('Edit requested: Launch crew', { channel: stage.channel });
    stage.did(tomas, 'clicks Approve');
    await tomas.clicks('Approve', card);
    await tomas.sees('edited the group Launch crew, approved by Tomas Keller', { channel: stage.channel });
    await stage
      .person('ravi')
      .sees('Saved: the card above shows what was edited', { channel: stage.channel, thread: card.ts });
    stage.look();
    check(stage.portal.group('Launch crew').memberIds.size === 4, 'Una is a member now');
  },
};

export const undo: DemoStep = {
  title: 'The edit is undone from its card, after a preview of what that changes',
  async act(stage) {
    const ines = stage.person('ines');
    const card = await ines.sees('edited the group Launch crew, approved by Tomas Keller', { channel: stage.channel });
    stage.did(ines, 'clicks Undo on the card of the edit');
    await ines.clicks('Undo', card);
    const preview = await ines.form('Undo this edit?');
    stage.showed(preview);
    await preview.submit();
    await ines.sees('undid the edit', { channel: stage.channel });
    await ines.sees('Undone by Ines', { channel: stage.channel });
    stage.look();
    check(stage.portal.group('Launch crew').memberIds.size === 3, 'the group is as it was before');
  },
};

export const ask: DemoStep = {
  title: 'A deletion is requested',
  async act(stage) {
    const ines = stage.person('ines');
    stage.did(ines, 'types /docspace-group delete Launch crew');
    await ines.types(stage.channel, '/docspace-group delete Launch crew');
    const form = await ines.form('[Request deletion]');
    await form.fill('Reason', 'The launch is over.');
    stage.showed(form);
    await form.submit();
    await stage.person('tomas').sees('can approve this', { channel: stage.channel });
    stage.look();
  },
};

export const selfApproval: DemoStep = {
  title: 'The requester cannot approve it',
  async act(stage) {
    const ines = stage.person('ines');
    const card = await ines.sees('Deletion requested: Launch crew', { channel: stage.channel });
    stage.did(ines, 'clicks Approve on her own request');
    await ines.clicks('Approve', card);
    const refused = await ines.form('You can’t approve your own request');
    stage.showed(refused);
    await refused.close();
    check(stage.portal.group('Launch crew').name === 'Launch crew', 'the group must still be there');
  },
};

export const approve: DemoStep = {
  title: 'Another admin approves; the group is read again, deleted, and checked to be gone',
  async act(stage) {
    const tomas = stage.person('tomas');
    const card = await tomas.sees('Deletion requested: Launch crew', { channel: stage.channel });
    stage.did(tomas, 'clicks Approve');
    await tomas.clicks('Approve', card);
    await tomas.sees('Deleted: Launch crew', { channel: stage.channel });
    await stage.person('ines').sees('is gone from DocSpace', { channel: stage.channel, thread: card.ts });
    stage.look();
    check(/^[^[]*\[Restore…\]$/.test(tomas.again(card)?.words ?? ''), 'the card has no button left but Restore');
    check(!stage.portal.groups().some((group) => group.name === 'Launch crew'), 'the portal must not hold the group');
  },
};

export const restore: DemoStep = {
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
    stage.look();
    check(stage.portal.group('Launch crew').memberIds.size > 0, 'the group is there again, with its members');
  },
};

export const gone: DemoStep = {
  title: 'It is gone from the list',
  async act(stage) {
    const ravi = stage.person('ravi');
    stage.did(ravi, 'types /docspace-group list launch crew');
    await ravi.types(stage.channel, '/docspace-group list launch crew');
    await ravi.sees('No group has “launch crew” in its name.', { channel: stage.channel });
    stage.look();
  },
};

export const strict: DemoStep = {
  title: 'Slack would have refused nothing the app sent',
  async act(stage) {
    check(stage.workspace.refusals.length === 0, JSON.stringify(stage.workspace.refusals));
  },
};
