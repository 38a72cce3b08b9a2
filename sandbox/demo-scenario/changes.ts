import { check, type DemoStep } from './stage.ts';

export const create: DemoStep = {
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
    stage.look();
    const group = stage.portal.group('Launch team');
    check(group.memberIds.size === 3, 'the portal should hold three members');
  },
};

export const get: DemoStep = {
  title: 'A room admin looks it up, which only he sees, and posts it',
  async act(stage) {
    const ravi = stage.person('ravi');
    stage.did(ravi, 'types /docspace-group get "launch TEAM"');
    await ravi.types(stage.channel, '/docspace-group get "launch TEAM"');
    const card = await ravi.sees('You looked up the group “Launch team”', { channel: stage.channel });
    check(card.visibleTo === ravi.id, 'a group that is looked up is shown privately');
    stage.look();
    stage.did(ravi, 'clicks Post here');
    await ravi.clicks('Post here', card);
    await stage.person('una').sees('Ravi Nair shared the group Launch team', { channel: stage.channel });
    await ravi.sees('Posted in #it-requests', { channel: stage.channel });
    stage.look();
  },
};

export const list: DemoStep = {
  title: 'and lists groups, which only he sees',
  async act(stage) {
    const ravi = stage.person('ravi');
    stage.did(ravi, 'types /docspace-group list launch');
    await ravi.types(stage.channel, '/docspace-group list launch');
    const seen = await ravi.sees('Groups with “launch” in their name', { channel: stage.channel });
    check(seen.visibleTo === ravi.id, 'a list is private');
    stage.look();
  },
};

export const update: DemoStep = {
  title: 'The group is renamed and its members change, after a preview of the difference',
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
    await ines.sees('edited the group Launch crew', { channel: stage.channel });
    stage.look();
    check(stage.portal.group('Launch crew').memberIds.size === 3, 'one joined and one left');
  },
};

export const refusedName: DemoStep = {
  title: 'A name that does not work is refused at its field, and nothing typed is lost',
  async act(stage) {
    const ines = stage.person('ines');
    stage.did(ines, 'types /docspace-group create, and fills in a name with a rocket');
    await ines.types(stage.channel, '/docspace-group create');
    const form = await ines.form('Create group');
    await form.fill('Name', 'Launch 🚀');
    await form.pick('Manager', 'ravi');
    await form.submit();
    check(/can’t store 🚀/.test(form.errors.Name ?? ''), 'the name field should say what is wrong');
    check(form.value('Manager') === 'Ravi Nair', 'the manager should still be there');
    stage.showed(form);
    await form.close();
  },
};

export const noRight: DemoStep = {
  title: 'A person without the right is told so, privately',
  async act(stage) {
    const una = stage.person('una');
    stage.did(una, 'types /docspace-group create Secret club');
    await una.types(stage.channel, '/docspace-group create Secret club');
    const form = await una.form('You can’t create groups');
    stage.showed(form);
    await form.close();
    check(!stage.portal.groups().some((group) => group.name === 'Secret club'), 'nothing may be created');
  },
};
