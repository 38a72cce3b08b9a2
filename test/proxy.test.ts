import { goesDirectly } from '../src/network.ts';
import type { ConnectProxy } from './helpers/connect-proxy.ts';
import { run } from './helpers/processes.ts';
import { DOCSPACE, doctor, type Proxied, SLACK, startProxied, targetsOf } from './helpers/proxied.ts';
import { HAS_OPENSSL } from './helpers/tls-front.ts';

describe('NO_PROXY', () => {
  it.each([
    ['https://slack.com/api/', '', false],
    ['https://slack.com/api/', 'slack.com', true],
    ['https://slack.com/api/', 'SLACK.com', true],
    ['https://hooks.slack.com/x', 'slack.com', true],
    ['https://hooks.slack.com/x', '.slack.com', true],
    ['https://hooks.slack.com/x', '*.slack.com', true],
    ['https://notslack.com/', 'slack.com', false],
    ['https://slack.com.acme.example/', 'slack.com', false],
    ['https://acme.example/', 'slack.com, acme.example', true],
    ['https://acme.example/', 'slack.com acme.example', true],
    ['https://acme.example/', '*', true],
    ['https://acme.example/', 'acme.example:443', true],
    ['wss://acme.example/', 'acme.example:443', true],
    ['https://acme.example:8443/', 'acme.example:443', false],
    ['https://10.1.2.3/', '10.1.2.3', true],
    ['http://127.0.0.1:8092/', '', true],
    ['http://localhost:8092/', '', true],
    ['http://[::1]:8092/', '', true],
  ])('lets %s with %j go directly: %s', (url, except, expected) => {
    expect(goesDirectly(new URL(url), except)).toBe(expected);
  });
});

(HAS_OPENSSL ? describe : describe.skip)('HTTPS_PROXY (with a certificate made by openssl)', () => {
  let proxied: Proxied;
  let proxy: ConnectProxy;
  beforeAll(async () => {
    proxied = await startProxied();
  });
  afterEach(() => proxy?.stop());
  afterAll(() => proxied.stop());

  it.each([
    ['without a password', undefined, ''],
    ['with name and password', 'groups@acme:s3cret/1', 'groups%40acme:s3cret%2F1@'],
  ])('leads Web API, WebSocket, response_urls and the portal through a proxy %s', async (_what, asks, given) => {
    proxy = await proxied.open(asks === undefined ? {} : { credentials: asks });
    const app = run('src/main.js', [], proxied.environment(proxy, given));
    await app.says(/DocSpace Groups is running/);
    const ines = proxied.standIns.workspace.as('U0INES');
    await ines.types('C0DESIGN', '/docspace-group whoami');
    await ines.sees('In DocSpace you are');
    // A private answer that went another way than by its response_url would be one of these.
    const methods = proxied.standIns.workspace.calls.map(({ method }) => method);
    expect(methods).not.toContain('chat.postEphemeral');
    expect(methods).toContain('apps.connections.open');
    expect(targetsOf(proxy)).toEqual([`${DOCSPACE}:443 200`, `${SLACK}:443 200`]);
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(app.lines.join()).not.toContain('s3cret');
  });
  it('is read in lower case too', async () => {
    proxy = await proxied.open();
    const { HTTPS_PROXY, ...rest } = proxied.environment(proxy);
    const { code } = await doctor({ ...rest, https_proxy: HTTPS_PROXY });
    expect(code).toBe(0);
    expect(targetsOf(proxy)).toEqual([`${DOCSPACE}:443 200`, `${SLACK}:443 200`]);
  });
});
