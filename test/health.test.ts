import { startHealth } from '../src/health.ts';

describe('the health check', () => {
  it('says 503 until the app is ready, 200 from then on, and 404 to everything else', async () => {
    let ready = false;
    const server = await startHealth(0, () => ready);
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    expect((await fetch(`${url}/health`)).status).toBe(503);
    ready = true;
    const healthy = await fetch(`${url}/health`);
    expect([healthy.status, await healthy.text()]).toEqual([200, 'ok\n']);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/health`, { method: 'POST' })).status).toBe(404);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
