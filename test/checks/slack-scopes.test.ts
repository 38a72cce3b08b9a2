import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/checks/slack-scopes.ts';
import { LOSSES } from '../../src/checks/text/slack.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { bot, bot_optional } = parse(read('manifest.yml')).oauth_config.scopes;

describe('the scopes that are checked', () => {
  it('are all in the manifest, and what it lets people leave out is optional', () => {
    expect(bot).toEqual(expect.arrayContaining([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES]));
    expect(OPTIONAL_SCOPES).toEqual(expect.arrayContaining(bot_optional));
  });

  it('are in docs/install.md, each as required or optional', () => {
    const rows = read('docs/install.md').split('\n');
    const rowOf = (scope: string) => rows.find((row) => row.startsWith('|') && row.includes(`\`${scope}\``)) ?? '';
    for (const scope of REQUIRED_SCOPES) expect(rowOf(scope)).toMatch(/\| required \|$/);
    for (const scope of OPTIONAL_SCOPES)
      expect(rowOf(scope).replaceAll('`', '')).toContain(`optional: without it ${LOSSES[scope]}`);
  });
});
