import http from 'node:http';
import bolt from '@slack/bolt';
import fetch from 'node-fetch';
import type { Clock } from '../../src/clock.ts';
import { sign } from '../slack/delivery/signed-http.ts';
import { startSandbox } from '../start.ts';
import { type Compared, compare, timed } from './measure.ts';

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * From sending a signed `/docspace-group help` to its acknowledgement, over `connections` kept connections, compared with a
 * Bolt App whose only listener acknowledges.
 */
export async function benchAcknowledgement(clock: Clock, connections: number, rounds: number): Promise<Compared> {
  const sandbox = await startSandbox({ clock, log: SILENT, mode: 'http' });
  // More at once than Slack would take: what is measured is the app.
  sandbox.workspace.faults.liftRateLimits();
  const bare = new bolt.App({
    token: sandbox.workspace.botToken,
    signingSecret: sandbox.workspace.signingSecret,
    deferInitialization: true,
    port: 0,
    clientOptions: { slackApiUrl: sandbox.workspace.apiUrl },
    logLevel: bolt.LogLevel.ERROR,
  });
  bare.command('/docspace-group', ({ ack }) => ack());
  await bare.init();
  const server: unknown = await bare.start(0);
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const send = (port: number) => () =>
    Promise.all(
      Array.from({ length: connections }, () =>
        timed(() => command(`http://127.0.0.1:${port}/slack/events`, sandbox.workspace.signingSecret, agent)),
      ),
    );
  try {
    return await compare(rounds, send(sandbox.port ?? 0), send(portOf(server)));
  } finally {
    agent.destroy();
    await bare.stop();
    await sandbox.stop();
  }
}

async function command(url: string, secret: string, agent: http.Agent): Promise<void> {
  const body = new URLSearchParams({
    token: 'bench',
    team_id: 'T0ACME',
    channel_id: 'C0REQUESTS',
    user_id: 'U0INES',
    command: '/docspace-group',
    text: 'help',
    api_app_id: 'A0DOCSPACE',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:1/none',
    trigger_id: '1.1.1',
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const answer = await fetch(url, {
    method: 'POST',
    agent,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Slack-Request-Timestamp': timestamp,
      'X-Slack-Signature': sign(secret, timestamp, body),
    },
    body,
  });
  await answer.text();
  if (answer.status !== 200) throw new Error(`answered with ${answer.status}`);
}

function portOf(server: unknown): number {
  if (!(server instanceof http.Server)) throw new Error('the bare listener has no server');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
