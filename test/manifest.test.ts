import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { COMMANDS } from '../src/commands/index.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const text = read('../manifest.yml');
const manifest = parse(text);

/** A call of the Web API in the app's source. */
const CALL =
  /\b(?:client|slack)\.((?:apps|auth|bots|chat|conversations|files|pins|reactions|team|usergroups|users|views)(?:\.(?:connections|users))?\.\w+)\(/g;

/** The scopes of each method (docs: Web API methods); two where the method or what the app does with it takes both. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  // By the app-level token, whose scopes are no part of a manifest.
  'apps.connections.open': [],
  'auth.test': [],
  'bots.info': ['users:read'],
  // Without the second one in channels the app is in alone.
  'chat.postMessage': ['chat:write', 'chat:write.public'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  // One for public channels, one for private ones.
  'conversations.info': ['channels:read', 'groups:read'],
  'usergroups.users.list': ['usergroups:read'],
  // The second one shows the e-mail.
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

function sources(): string[] {
  const folder = new URL('../src/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
}

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

  it('leaves out user groups and posting uninvited at most, and lists those scopes among all, as Slack asks', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(bot_optional).toEqual(['chat:write.public', 'usergroups:read']);
    expect(bot).toEqual(expect.arrayContaining(bot_optional));
  });

  it('asks for the scope of every method that the app calls, and for no other', () => {
    const called = new Set(sources().flatMap((source) => [...source.matchAll(CALL)].map(([, method = '']) => method)));
    expect([...called].filter((method) => SCOPES[method] === undefined)).toEqual([]);
    const needed = [...called].flatMap((method) => SCOPES[method] ?? []);
    const asked: string[] = manifest.oauth_config.scopes.bot;
    expect([...asked].sort()).toEqual([...new Set(['commands', ...needed])].sort());
  });

  it('says that the Messages tab takes no messages', () => {
    expect(manifest.features.app_home.messages_tab_read_only_enabled).toBe(true);
    expect(manifest.display_information.long_description).toContain('takes no messages');
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
