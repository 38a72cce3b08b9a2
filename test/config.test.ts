import { readFileSync } from 'node:fs';
import { ConfigError, loadConfig, VARIABLES } from '../src/config.ts';

const COMPLETE = {
  SLACK_BOT_TOKEN: 'xoxb-1234567890-abc',
  SLACK_APP_TOKEN: 'xapp-1-A0-abc123',
  DOCSPACE_URL: 'https://acme.example/',
  DOCSPACE_API_KEY: `sk-${'a'.repeat(64)}`,
};

function faultsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((fault) => fault.variable).sort();
  }
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
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
  ])('names %s when it is %j, and says what it should be', (variable, value) => {
    expect(faultsOf({ ...COMPLETE, [variable]: value })).toEqual([variable]);
    expect(() => loadConfig({ ...COMPLETE, [variable]: value })).toThrow(new RegExp(`${variable}: .{10,}`));
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
