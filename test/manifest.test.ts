import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { COMMANDS } from '../src/commands/index.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const text = read('../manifest.yml');
const manifest = parse(text);

describe('manifest.yml', () => {
  it('is what Slack’s published schema asks for', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: true } });
    const valid = ajv.validate(JSON.parse(read('./slack-manifest.schema.json')), manifest);
    expect({ valid, errors: ajv.errors }).toEqual({ valid: true, errors: null });
  });

  it('explains each scope in a comment above it', () => {
    const lines = text.split('\n').map((line) => line.trim());
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    for (const scope of [...bot, ...bot_optional]) {
      const above = lines.flatMap((line, at) => (line === `- ${scope}` ? [lines[at - 1]] : []));
      expect({ scope, above }).toEqual({ scope, above: above.map(() => expect.stringMatching(/^# .{10,}/)) });
      expect(above).not.toEqual([]);
    }
  });

  it('leaves out nothing but the user groups, and lists that scope among all, as Slack asks', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(bot_optional).toEqual(['usergroups:read']);
    expect(bot).toEqual(expect.arrayContaining(bot_optional));
  });

  it('hints at commands that exist', () => {
    const hint: string = manifest.features.slash_commands[0].usage_hint;
    for (const word of hint.split(' | ')) expect(COMMANDS.map((command) => command.name)).toContain(word);
  });

  it('uses Socket Mode, and says what to change for HTTP', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(text).toMatch(/HTTP mode: set to false/);
  });
});
