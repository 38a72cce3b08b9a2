import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../deploy/docspace-groups.service', import.meta.url));

/** Settings of a unit, by section and name; a name can be there several times. */
function unit(): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  let section = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, heading] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (heading) section = heading;
    if (heading || line === '' || line.startsWith('#')) continue;
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`no setting: ${line}`);
    const key = `${section}.${name}`;
    settings.set(key, [...(settings.get(key) ?? []), value]);
  }
  return settings;
}

describe('deploy/docspace-groups.service', () => {
  it('starts the built app as a user of its own, which can write to its database alone', () => {
    const settings = unit();
    expect(settings.get('Service.ExecStart')).toEqual(['/usr/bin/node dist/src/main.js']);
    expect(settings.get('Service.User')).toEqual(['docspace-groups']);
    expect(settings.get('Service.StateDirectory')).toEqual(['docspace-groups']);
    expect(settings.get('Service.Environment')).toContain('DATABASE_URL=/var/lib/docspace-groups/docspace-group.db');
    expect(settings.get('Service.ProtectSystem')).toEqual(['strict']);
    expect(settings.get('Service.NoNewPrivileges')).toEqual(['yes']);
    expect(settings.get('Service.CapabilityBoundingSet')).toEqual(['']);
  });

  it('waits longer for the app to end than the app does for its work', () => {
    const [, patience = ''] =
      /STOP_WITHIN_MS = ([\d_]+)/.exec(readFileSync(new URL('../src/main.ts', import.meta.url), 'utf8')) ?? [];
    const seconds = Number(unit().get('Service.TimeoutStopSec')?.[0]);
    expect(seconds * 1000).toBeGreaterThan(Number(patience.replaceAll('_', '')));
  });

  it('is what docs/install.md installs', () => {
    const page = readFileSync(new URL('../docs/install.md', import.meta.url), 'utf8');
    const [folder = ''] = unit().get('Service.WorkingDirectory') ?? [];
    const [environment = ''] = unit().get('Service.EnvironmentFile') ?? [];
    for (const named of [folder, environment, 'deploy/docspace-groups.service']) expect(page).toContain(named);
  });

  const analyze = '/usr/bin/systemd-analyze';
  (existsSync(analyze) ? it : it.skip)('is understood by systemd', () => {
    const { status, stderr } = spawnSync(analyze, ['verify', file], { encoding: 'utf8' });
    const about = stderr
      .split('\n')
      .filter((line) => line.includes('docspace-groups') && !line.includes('is not executable'));
    expect({ status, about }).toEqual({ status: 0, about: [] });
  });
});
