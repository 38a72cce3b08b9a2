import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/checks/slack-scopes.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { bot, bot_optional } = parse(read('manifest.yml')).oauth_config.scopes;
const [required, optional] = [Object.keys(REQUIRED_SCOPES), Object.keys(OPTIONAL_SCOPES)];

describe('the scopes that are checked', () => {
  it('are all in the manifest, and what it lets people leave out is optional', () => {
    expect(bot).toEqual(expect.arrayContaining([...required, ...optional]));
    expect(optional).toEqual(expect.arrayContaining(bot_optional));
  });

  it('stand in docs/install.md, each where it belongs', () => {
    const rows = read('docs/install.md').split('\n');
    const rowOf = (scope: string) => rows.find((row) => row.startsWith('|') && row.includes(`\`${scope}\``)) ?? '';
    for (const scope of required) expect(rowOf(scope)).toMatch(/\| required \|$/);
    for (const [scope, loss] of Object.entries(OPTIONAL_SCOPES))
      expect(rowOf(scope).replaceAll('`', '')).toContain(`optional: without it ${loss}`);
  });
});
