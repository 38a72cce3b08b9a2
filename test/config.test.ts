import { readFileSync } from 'node:fs';
import { type Config, ConfigError, loadConfig, VARIABLES } from '../src/config.ts';

const COMPLETE = {
  SLACK_BOT_TOKEN: 'xoxb-1234567890-abc',
  SLACK_APP_TOKEN: 'xapp-1-A0-abc123',
  DOCSPACE_URL: 'https://acme.example/',
  DOCSPACE_API_KEY: `sk-${'a'.repeat(64)}`,
};

/** Reads files that are not there. */
const noFiles = () => {
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
};

function errorOf(env: Record<string, string>, readFile: (path: string) => string = noFiles): ConfigError | undefined {
  try {
    loadConfig(env, readFile);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function faultsOf(env: Record<string, string>): string[] {
  return (errorOf(env)?.faults ?? []).map((fault) => fault.variable).sort();
}

/** The one line about a variable. */
function lineOf(variable: string, env: Record<string, string>, readFile?: (path: string) => string): string {
  const lines = (errorOf(env, readFile)?.message ?? '').split('\n').filter((line) => line.startsWith(`  ${variable} `));
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

describe('loadConfig', () => {
  it('reads a complete environment, with Socket Mode when there is an app token', () => {
    const config = loadConfig(COMPLETE);
    expect(config.slack.transport).toEqual({ mode: 'socket', appToken: COMPLETE.SLACK_APP_TOKEN });
    expect(config.docspace.url).toBe('https://acme.example');
    expect(config.approvals).toEqual({
      approvers: [],
      approverGroups: [],
      required: 1,
      channel: undefined,
      expiryMs: 86_400_000,
      graceMs: 30_000,
      selfApproval: false,
      asking: true,
    });
  });

  it('uses HTTP when there is a signing secret and no app token', () => {
    const { SLACK_APP_TOKEN: _, ...rest } = COMPLETE;
    const config = loadConfig({ ...rest, SLACK_SIGNING_SECRET: '0123456789abcdef', PORT: '8080' });
    expect(config.slack.transport).toEqual({ mode: 'http', signingSecret: '0123456789abcdef', port: 8080 });
  });

  it('reports everything that is missing at once', () => {
    expect(faultsOf({})).toEqual(['DOCSPACE_API_KEY', 'DOCSPACE_URL', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN']);
  });

  it('says of each in one line that it is missing, and what to do', () => {
    for (const name of faultsOf({}))
      expect(lineOf(name, {})).toMatch(new RegExp(`^  ${name} is missing\\. [A-Z].{20,}\\.$`));
    expect(errorOf({})?.message.split('\n')).toHaveLength(6);
  });

  it('counts an empty or blank variable as missing', () => {
    expect(faultsOf({ ...COMPLETE, DOCSPACE_URL: '', SLACK_BOT_TOKEN: '  ' })).toEqual([
      'DOCSPACE_URL',
      'SLACK_BOT_TOKEN',
    ]);
  });

  it.each([
    ['SLACK_BOT_TOKEN', 'xapp-not-a-bot-token'],
    ['SLACK_APP_TOKEN', 'xoxb-not-an-app-token'],
    ['SLACK_SIGNING_SECRET', 'short'],
    ['PORT', '70000'],
    ['SLACK_API_URL', 'slack.com'],
    ['DOCSPACE_URL', 'ftp://acme.example'],
    ['DOCSPACE_API_KEY', 'Bearer sk-abc'],
    ['DATABASE_URL', 'mysql://db/app'],
    ['DATABASE_URL', 'postgre://groups:s3cret@db/x'],
    ['DATABASE_URL', 'postgresql+ssl://groups:s3cret@db/x'],
    ['DATABASE_URL', '"postgres://groups:s3cret@db/x"'],
    ['APPROVERS', '@ines, @tomas'],
    ['APPROVERS', 'U012ABC,C034DEF'],
    ['APPROVALS_REQUIRED', '0'],
    ['APPROVAL_CHANNEL', '#it-requests'],
    ['APPROVAL_EXPIRY', 'tomorrow'],
    ['DELETE_GRACE', '2h'],
    ['SELF_APPROVAL', 'yes'],
    ['ASKING', 'yes'],
    ['RESTORE_FOR', 'a month'],
    ['RESTORE_FOR', '23h'],
    ['RETENTION', '29d'],
    ['RETENTION', 'forever'],
    ['HEALTH_PORT', 'eighty'],
    ['SUPPORT_CONTACT', 'x'.repeat(81)],
    ['SUPPORT_CONTACT', '<!channel>'],
    ['SUPPORT_CONTACT', '<https://phish.example|the IT desk>'],
    ['SUPPORT_CONTACT', '*the IT desk*'],
    ['SUPPORT_CONTACT', 'Ana @here'],
    ['SUPPORT_CONTACT', 'the IT\ndesk'],
    ['SUPPORT_CONTACT', 'S0LEADS1'],
    ['SUPPORT_CONTACT', '"the IT desk"'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
  ])('names %s when it is %j, and says what it should be', (variable, value) => {
    expect(faultsOf({ ...COMPLETE, [variable]: value })).toEqual([variable]);
    expect(lineOf(variable, { ...COMPLETE, [variable]: value })).toMatch(/ is set, but .{5,}\. [A-Z].{10,}\.$/);
  });

  it.each([
    ['the IT desk', { name: 'the IT desk' }],
    ['#it-help', { name: '#it-help' }],
    ['O’Neil & Sons (it_help@acme.example)', { name: 'O’Neil & Sons (it_help@acme.example)' }],
    ['WEBTEAM', { name: 'WEBTEAM' }],
    ['U012ABC', { user: 'U012ABC' }],
    ['W012ABC', { user: 'W012ABC' }],
    ['C012ABC', { channel: 'C012ABC' }],
    ['', undefined],
  ])('takes %j as who helps when the app is broken', (SUPPORT_CONTACT, expected) => {
    expect(loadConfig({ ...COMPLETE, SUPPORT_CONTACT }).supportContact).toEqual(expected);
  });

  it.each([
    ['SLACK_BOT_TOKEN', 'xapp-1-A0-abc123', 'holds an app token, which belongs in SLACK_APP_TOKEN'],
    ['SLACK_BOT_TOKEN', 'xoxp-1234567890-abc', 'holds a user token'],
    ['SLACK_BOT_TOKEN', 'xoxe.xoxb-1-abc123', 'holds a token that expires'],
    ['SLACK_BOT_TOKEN', '"xoxb-1234567890-abc"', 'begins and ends with quotation marks'],
    ['SLACK_APP_TOKEN', 'xoxb-1234567890-abc', 'holds a bot token, which belongs in SLACK_BOT_TOKEN'],
    ['SLACK_SIGNING_SECRET', 'xapp-1-A0-abc123', 'holds a token'],
    ['DOCSPACE_API_KEY', `Bearer sk-${'a'.repeat(64)}`, 'begins with “Bearer”'],
    ['DOCSPACE_API_KEY', 'sk-***a1b2', 'holds the short form'],
    ['DOCSPACE_URL', 'acme.onlyoffice.com', 'does not begin with https://'],
    ['DOCSPACE_URL', 'https://acme example', 'is not an address'],
    ['DOCSPACE_URL', 'http://acme.example', 'begins with http://'],
    ['DOCSPACE_URL', 'http://127.0.0.1.acme.example', 'begins with http://'],
    ['SLACK_API_URL', 'http://slack.acme.example/api/', 'begins with http://'],
    ['HTTPS_PROXY', 'proxy.acme.example:3128', 'does not begin with http:// or https://'],
    ['HTTPS_PROXY', 'socks5://proxy.acme.example', 'does not begin with http:// or https://'],
    ['HTTPS_PROXY', 'http://:3128', 'is not an address'],
    ['HTTPS_PROXY', 'http://proxy.acme.example/squid', 'holds a path'],
  ])('says what is wrong with a %s of %j', (variable, value, problem) => {
    expect(lineOf(variable, { ...COMPLETE, [variable]: value })).toContain(`${variable} is set, but ${problem}`);
  });

  it.each([
    ['https://acme.example/', 'https://acme.example', false],
    [' HTTPS://Acme.EXAMPLE ', 'https://acme.example', false],
    ['https://acme.example.', 'https://acme.example', false],
    ['https://acme.example:8443//', 'https://acme.example:8443', false],
    ['https://acme.example/rooms/shared?folder=1', 'https://acme.example', true],
    ['https://ines:s3cret@acme.example', 'https://acme.example', true],
    ['https://acme.example#top', 'https://acme.example', true],
    ['http://127.0.0.1:8092', 'http://127.0.0.1:8092', false],
    ['http://localhost:8092', 'http://localhost:8092', false],
    ['http://[::1]:8092', 'http://[::1]:8092', false],
  ])('takes %j for the portal %s, saying so when something is left out', (value, url, isShortened) => {
    const config = loadConfig({ ...COMPLETE, DOCSPACE_URL: value });
    expect(config.docspace.url).toBe(url);
    const warning = `DOCSPACE_URL holds more than the portal’s address; the app uses ${url} alone.`;
    expect(config.warnings).toEqual(isShortened ? [warning] : []);
  });

  it.each([
    ['https://slack-gov.com/api/', 'https://slack-gov.com/api/'],
    ['HTTPS://Slack.COM./api', 'https://slack.com/api'],
    ['http://127.0.0.1:8091/api/', 'http://127.0.0.1:8091/api/'],
  ])('takes %j for Slack’s Web API', (value, url) => {
    expect(loadConfig({ ...COMPLETE, SLACK_API_URL: value }).slack.apiUrl).toBe(url);
  });

  describe('the proxy', () => {
    const proxyOf = (env: Record<string, string>): Config['proxy'] => loadConfig({ ...COMPLETE, ...env }).proxy;

    it('is none by default, also where NO_PROXY is set', () => {
      expect(proxyOf({ NO_PROXY: 'acme.example' })).toBeUndefined();
    });

    it('is read with its exceptions, in lower case first, as other programs do', () => {
      const [url, other] = ['http://proxy.example:3128', 'http://other.example:3128'];
      expect(proxyOf({ HTTPS_PROXY: url, NO_PROXY: 'acme.example' })).toEqual({ url, except: 'acme.example' });
      expect(proxyOf({ https_proxy: url, no_proxy: '*' })).toEqual({ url, except: '*' });
      expect(proxyOf({ https_proxy: url, HTTPS_PROXY: other })).toEqual({ url, except: '' });
      expect(proxyOf({ https_proxy: ' ', HTTPS_PROXY: other })).toEqual({ url: other, except: '' });
    });
  });

  describe('secrets in files', () => {
    const { SLACK_BOT_TOKEN: token, ...others } = COMPLETE;
    const env = { ...others, SLACK_BOT_TOKEN_FILE: '/run/secrets/slack' };
    const failing = (code: string) => () => {
      throw Object.assign(new Error(`${code}: /run/secrets/slack`), { code });
    };

    it.each(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'DOCSPACE_API_KEY', 'DATABASE_URL'])(
      'can be %s',
      (name) => {
        const all: Record<string, string> = {
          ...COMPLETE,
          SLACK_SIGNING_SECRET: 'f00dfeedf00d',
          DATABASE_URL: './x.db',
        };
        const { [name]: value = '', ...rest } = all;
        const paths: string[] = [];
        const config = loadConfig({ ...rest, [`${name}_FILE`]: '/run/secrets/one' }, (path) => {
          paths.push(path);
          return `${value}\n`;
        });
        expect(paths).toEqual(['/run/secrets/one']);
        expect(config).toEqual(loadConfig(all));
      },
    );

    it.each([
      ['does not exist', failing('ENOENT'), 'its file does not exist. Check the path.'],
      ['cannot be read', failing('EACCES'), 'its file can’t be read (EACCES). Let the account that runs'],
      ['is a folder', failing('EISDIR'), 'it names a folder. Name the file in it.'],
      ['is empty', () => '\n', 'its file is empty. Write the secret into it.'],
      ['holds something else', () => 'xoxp-1234567890-abc', 'holds a user token;'],
    ])('are named in words when the file %s, and not as missing too', (_what, readFile, problem) => {
      expect(lineOf('SLACK_BOT_TOKEN_FILE', env, readFile)).toContain(`SLACK_BOT_TOKEN_FILE is set, but ${problem}`);
      expect(errorOf(env, readFile)?.faults).toHaveLength(1);
    });

    it('are refused where the variable itself is set too', () => {
      const both = { ...env, SLACK_BOT_TOKEN: token };
      expect(lineOf('SLACK_BOT_TOKEN_FILE', both, () => token)).toBe(
        '  SLACK_BOT_TOKEN_FILE is set, but SLACK_BOT_TOKEN is set too. Keep one of the two.',
      );
    });

    it('count for the choice between Socket Mode and HTTP, even when they cannot be read', () => {
      const { SLACK_APP_TOKEN: _, ...rest } = COMPLETE;
      const faults = errorOf({ ...rest, SLACK_APP_TOKEN_FILE: '/run/secrets/app' }, failing('ENOENT'))?.faults;
      expect(faults?.map(({ variable }) => variable)).toEqual(['SLACK_APP_TOKEN_FILE']);
    });
  });

  it.each([
    'postgres://groups:s3cret@db/x',
    'postgresql://db/x',
    'sqlite:///var/lib/groups.db',
    'file:./data/groups.db',
    './data/groups.db',
    'C:\\groups\\data.db',
    ':memory:',
  ])('takes %j for a database', (url) => {
    expect(loadConfig({ ...COMPLETE, DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each([
    ['more approvals than there are approvers', 'U012ABC,U034DEF', '3', ['APPROVALS_REQUIRED']],
    ['an approver who is named twice', 'U012ABC,U012ABC', '2', ['APPROVALS_REQUIRED']],
    ['as many approvals as approvers', 'U012ABC,U034DEF', '2', []],
    ['any number where every admin may approve', '', '3', []],
    ['any number where a user group can approve', 'U012ABC,S034DEF', '3', []],
  ])('minds %s', (_what, approvers, required, faults) => {
    expect(faultsOf({ ...COMPLETE, APPROVERS: approvers, APPROVALS_REQUIRED: required })).toEqual(faults);
  });

  it('takes users and user groups for approvers, in any order', () => {
    const { approvals } = loadConfig({ ...COMPLETE, APPROVERS: 'S0LEADS, U012ABC W034DEF,S0ITDESK' });
    expect(approvals.approvers).toEqual(['U012ABC', 'W034DEF']);
    expect(approvals.approverGroups).toEqual(['S0LEADS', 'S0ITDESK']);
  });

  it('minds the number of approvals beside other faults', () => {
    expect(faultsOf({ ...COMPLETE, APPROVERS: 'U012ABC', APPROVALS_REQUIRED: '2', LOG_LEVEL: 'loud' })).toEqual([
      'APPROVALS_REQUIRED',
      'LOG_LEVEL',
    ]);
  });

  it('never repeats a value, which may be a secret', () => {
    const secret = 'wrong-but-secret-value';
    const DATABASE_URL = `postgre://groups:${secret}@db/x`;
    expect(() => loadConfig({ SLACK_BOT_TOKEN: secret, DOCSPACE_API_KEY: secret, DATABASE_URL })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });

  it('keeps words for a year, or for as long as it is told', () => {
    const DAY_MS = 86_400_000;
    expect(loadConfig(COMPLETE).retentionMs).toBe(365 * DAY_MS);
    expect(loadConfig({ ...COMPLETE, RETENTION: '30d' }).retentionMs).toBe(30 * DAY_MS);
  });

  it('lets groups be restored for thirty days, or for as long as it is told', () => {
    const DAY_MS = 86_400_000;
    expect(loadConfig(COMPLETE).restoreForMs).toBe(30 * DAY_MS);
    expect(loadConfig({ ...COMPLETE, RESTORE_FOR: '7d' }).restoreForMs).toBe(7 * DAY_MS);
  });

  it.each([
    ['shorter than groups can be restored', '60d', '90d', ['RETENTION']],
    ['as long as groups can be restored', '90d', '90d', []],
  ])('minds a RETENTION that is %s', (_what, RETENTION, RESTORE_FOR, faults) => {
    expect(faultsOf({ ...COMPLETE, RETENTION, RESTORE_FOR })).toEqual(faults);
  });

  it('points to the way to try the app without any variable', () => {
    expect(() => loadConfig({})).toThrow(/npm run sandbox/);
  });

  it('is frozen', () => {
    const config = loadConfig(COMPLETE);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.slack.transport)).toBe(true);
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
  const variable = (line: string) => /^#?([A-Z_]+)=/.exec(line)?.[1];

  it('holds every variable the app reads, and no other', () => {
    expect(lines.map(variable).filter(Boolean).sort()).toEqual([...VARIABLES].sort());
  });

  it('explains each variable in the line above it', () => {
    for (const [index, line] of lines.entries()) if (variable(line)) expect(lines[index - 1]).toMatch(/^# .{10,}/);
  });
});
