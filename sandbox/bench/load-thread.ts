import http from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { BUSY } from '../../src/slack/routes.ts';
import { sign } from '../slack/delivery/signed-http.ts';

/** Sends commands at a steady pace, in a thread of its own: what is measured waits for nothing else. */

/** Slack waits this long. */
const WITHIN_MS = 3_000;

const { url, secret, bodies, perSecond } = z
  .object({ url: z.string(), secret: z.string(), bodies: z.array(z.string()), perSecond: z.number() })
  .parse(workerData);
const agent = new http.Agent({ keepAlive: true });
const times: number[] = [];
let [missing, busy, next] = [0, 0, 0];
const began = performance.now();
const inFlight: Promise<void>[] = [];
while (next < bodies.length) {
  const due = Math.min(bodies.length, Math.floor(((performance.now() - began) * perSecond) / 1000) + 1);
  for (; next < due; next += 1) inFlight.push(send(bodies[next] ?? ''));
  await new Promise((resolve) => setTimeout(resolve, 1));
}
const tookMs = performance.now() - began;
await Promise.all(inFlight);
agent.destroy();
parentPort?.postMessage({ times, missing, busy, tookMs });

function send(body: string): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': sign(secret, timestamp, body),
  };
  const sent = performance.now();
  return new Promise((resolve) => {
    const lost = () => {
      missing += 1;
      resolve();
    };
    const request = http.request(url, { method: 'POST', agent, headers, timeout: WITHIN_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', lost);
      response.on('end', () => {
        const ms = performance.now() - sent;
        if (response.statusCode !== 200 || ms > WITHIN_MS) return lost();
        if (text.includes(BUSY)) busy += 1;
        times.push(ms);
        resolve();
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', lost);
    request.end(body);
  });
}
