import { startHealth } from '../src/health.ts';

describe('the health check', () => {
  it('says 503 until the app is ready, 200 from then on, and 404 to everything else', async () => {
    let reason: string | undefined = 'it is starting';
    const server = await startHealth(0, () => reason);
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const starting = await fetch(`${url}/health`);
    expect([starting.status, await starting.text()]).toEqual([503, 'not ready: it is starting\n']);
    reason = undefined;
    const healthy = await fetch(`${url}/health`);
    expect([healthy.status, await healthy.text()]).toEqual([200, 'ok\n']);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/health`, { method: 'POST' })).status).toBe(404);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
