import { REQUESTS, startConversation } from './helpers/conversation.ts';
it('x', async () => {
  const talk = await startConversation({});
  const ines = talk.person('ines');
  const t = setTimeout(() => { console.log(talk.lines.join('\n')); console.log(JSON.stringify(talk.portal.calls.map(c=>[c.method,c.path,c.status]))); console.log(JSON.stringify(talk.workspace.calls)); console.log(JSON.stringify(talk.workspace.refusals))}, 3000);
  await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('New DocSpace group');
  await form.pick('Manager', 'tomas');
  await form.pick('Members', 'pia');
  await form.submit();
  await ines.sees('created the group');
  await talk.stop();
  clearTimeout(t);
});
