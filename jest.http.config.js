import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import everyday from './jest.config.js';

process.env.TRANSPORT = 'http';

/** Whether a suite plays its conversations by the transport it is told. */
function isByTransport(file) {
  return file.endsWith('.test.ts') && readFileSync(join('test', file), 'utf8').includes('TRANSPORTS');
}

/** The conversations of `npm test` once more, with an app that Slack reaches over HTTP: `npm run test:http`. */
export default {
  ...everyday,
  testMatch: readdirSync('test', { recursive: true })
    .filter(isByTransport)
    .map((file) => `<rootDir>/test/${file}`),
};
