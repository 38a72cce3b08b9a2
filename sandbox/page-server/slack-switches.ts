import type { Workspace } from '../slack/index.ts';
import type { EndFault, SwitchDefinition } from './switch-definition.ts';

/** The channel the switches change: the one every tab starts in. */
const CHANNEL = 'C0REQUESTS';
/** With this scope an app posts in public channels it is not in. */
const POSTS_ANYWHERE = 'chat:write.public';

const ALWAYS = Number.POSITIVE_INFINITY;

/** Makes a switch that is on or off. */
type Lasting = (id: string, label: string, hint: string, begin: () => EndFault) => SwitchDefinition;

/** Switches of the workspace; each lasting one can be taken back. */
export function slackSwitches(workspace: Workspace): SwitchDefinition[] {
  const { faults } = workspace;
  const lasting: Lasting = (id, label, hint, begin) => ({
    id: `slack-${id}`,
    side: 'slack',
    label,
    hint,
    kind: 'lasting',
    begin,
  });
  return [
    ...channelSwitches(workspace, lasting),
    {
      id: 'slack-busy',
      side: 'slack',
      label: 'Rate limit once',
      hint: 'Slack makes the app wait two seconds before its next message.',
      kind: 'once',
      happen: () => void faults.rateLimit('chat.postMessage', 2),
    },
    lasting(
      'unlimited',
      'No rate limits',
      'Slack takes any number of calls. Normally: one message a second in each channel, other calls by their tier.',
      () => faults.liftRateLimits(),
    ),
    lasting('slow', 'Slow Slack', 'Slack does what it is asked at once and answers two seconds later.', () =>
      faults.slow('*', 2_000),
    ),
    lasting('lost', 'Answer lost', 'A message is posted, and the connection breaks before the answer.', () =>
      faults.loseAnswer('chat.postMessage', ALWAYS),
    ),
    lasting('lost-all', 'All answers lost', 'Slack does what it is asked, and no answer arrives: forms too.', () =>
      faults.loseAnswer('*', ALWAYS),
    ),
    lasting(
      'html',
      'Web pages for answers',
      'Status 200 and a page, as a network’s sign-in gives; nothing is done.',
      () => faults.breakAnswer('*', 'html', { times: ALWAYS }),
    ),
    lasting('down', 'Slack is down', 'Every call is answered with 503, and nothing is done.', () =>
      faults.breakAnswer('*', 503, { times: ALWAYS }),
    ),
    lasting(
      'late',
      'Late acknowledgements',
      'The app gets everything; Slack stops waiting after three seconds, and says so.',
      () => faults.delivery.lateAcks(),
    ),
    lasting('twice', 'Everything twice', 'Commands, clicks, forms and events reach the app twice at once.', () =>
      faults.delivery.twice(ALWAYS),
    ),
    lasting('offline', 'No connection', 'The app can’t reach Slack, and Slack can’t reach the app.', () =>
      faults.offline(),
    ),
    lasting('token', 'Token revoked', 'Slack refuses every call of the app.', () => faults.revokeToken()),
    lasting(
      'uninstalled',
      'App uninstalled',
      'The app is removed from the workspace, until it is installed again.',
      () => faults.uninstall(),
    ),
    {
      id: 'slack-reconnect',
      side: 'slack',
      label: 'Socket Mode reconnect',
      hint: 'Slack asks the app to reconnect, as it does every few hours.',
      kind: 'once',
      happen: () => workspace.refreshSockets(),
    },
  ];
}

/** What can happen to the channel every tab starts in. */
function channelSwitches({ faults, state }: Workspace, lasting: Lasting): SwitchDefinition[] {
  // Two switches put the app out of the channel, and it is back when both are off.
  const out = new Set<string>();
  const putOut = (id: string) => {
    out.add(id);
    faults.removeAppFrom(CHANNEL);
  };
  const letIn = (id: string) => {
    out.delete(id);
    if (out.size === 0) faults.addAppTo(CHANNEL);
  };
  return [
    lasting('removed', 'App removed from #it-requests', 'The app can’t post in channels it isn’t in.', () => {
      putOut('removed');
      faults.revokeScope(POSTS_ANYWHERE);
      return () => {
        letIn('removed');
        state.scopes.add(POSTS_ANYWHERE);
      };
    }),
    lasting('private', '#it-requests made private', 'For the app, which isn’t in it, it no longer exists.', () => {
      putOut('private');
      faults.makePrivate(CHANNEL);
      return () => {
        faults.open(CHANNEL);
        letIn('private');
      };
    }),
    lasting('archived', '#it-requests archived', 'No one can post there, and the app can’t update messages.', () => {
      faults.archive(CHANNEL);
      return () => faults.unarchive(CHANNEL);
    }),
    lasting(
      'locked',
      'Posting in #it-requests restricted',
      'Only some people can post there, and the app can’t.',
      () => {
        faults.lock(CHANNEL);
        return () => faults.unlock(CHANNEL);
      },
    ),
    lasting('shared', '#it-requests shared', 'People of another organization read it too: names stay private.', () => {
      faults.share(CHANNEL);
      return () => faults.unshare(CHANNEL);
    }),
  ];
}
