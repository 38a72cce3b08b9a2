import type { ConnectProxy } from './helpers/connect-proxy.ts';
import { environmentFor, run } from './helpers/processes.ts';
import { DOCSPACE, doctor, type Proxied, SLACK, startProxied, targetsOf } from './helpers/proxied.ts';
import { HAS_OPENSSL } from './helpers/tls-front.ts';

(HAS_OPENSSL ? describe : describe.skip)(
  'an HTTPS_PROXY that does not let the app through (with a certificate made by openssl)',
  () => {
    let proxied: Proxied;
    let proxy: ConnectProxy;
    beforeAll(async () => {
      proxied = await startProxied();
    });
    afterEach(() => proxy?.stop());
    afterAll(() => proxied.stop());

    it.each([
      ['is not given', ''],
      ['is a wrong one', 'groups:s3cret@'],
    ])('stops the app with a sentence where the proxy wants a password that %s', async (_what, given) => {
      proxy = await proxied.open({ credentials: 'groups:other' });
      const app = run('src/main.js', [], proxied.environment(proxy, given));
      expect(await app.ended).toBe(1);
      const said = app.lines.join('\n');
      expect(said).toMatch(
        /^ {2}The proxy in HTTPS_PROXY asks for a name and a password, or does not accept .* \(407\)\./m,
      );
      expect(said).not.toContain('s3cret');
      expect(targetsOf(proxy)).toEqual([`${DOCSPACE}:443 407`, `${SLACK}:443 407`]);
    });
    it.each([
      [SLACK, 403, 1, '[fault]   Settings: The proxy in HTTPS_PROXY refuses connections to slack.test'],
      [DOCSPACE, 403, 1, '[fault]   Settings: The proxy in HTTPS_PROXY refuses connections to docspace.test'],
      [SLACK, 503, 0, '[warning] Settings: The proxy in HTTPS_PROXY could not connect to slack.test'],
      [DOCSPACE, 503, 0, '[warning] Settings: The proxy in HTTPS_PROXY could not connect to docspace.test'],
    ])('is told as the one who refuses %s with %d', async (host, status, code, line) => {
      proxy = await proxied.open({ refuses: { [`${host}:443`]: status } });
      const told = await doctor(proxied.environment(proxy));
      expect(told.said).toContain(`${line}`);
      expect(told.said).toContain(`(${status}).`);
      expect(told.code).toBe(code);
      // It is not mistaken for an answer of the portal or of Slack.
      expect(told.said).not.toMatch(/lacks a scope|does not accept|with a web page/);
    });
    it('is told when it cannot be reached', async () => {
      proxy = await proxied.open();
      await proxy.stop();
      const { said } = await doctor(proxied.environment(proxy));
      expect(said).toContain('[warning] Settings: The proxy in HTTPS_PROXY can’t be reached (ECONNREFUSED).');
    });
    it('leaves this machine and the hosts of NO_PROXY alone', async () => {
      proxy = await proxied.open();
      const here = await doctor({ ...environmentFor(proxied.standIns), HTTPS_PROXY: `http://${proxy.host}` });
      expect(here.code).toBe(0);
      // No resolver knows these names, so without the proxy they cannot be reached.
      const named = await doctor({ ...proxied.environment(proxy), NO_PROXY: `${SLACK},.test` });
      expect(named.said).toContain('Slack can’t be reached (');
      expect(named.said).toContain(`The portal ${DOCSPACE} can’t be reached.`);
      expect(proxy.asked).toEqual([]);
    });
  },
);
