import { createLog, redact } from '../src/log.ts';
import { growthOf, LINEAR } from './helpers/growth.ts';

describe('the log', () => {
  const lines: string[] = [];
  beforeEach(() => lines.splice(0));

  it('writes text lines from its level upwards', () => {
    const log = createLog(
      { level: 'warn', format: 'text' },
      () => 0,
      (line) => lines.push(line),
    );
    log.info('not this one');
    log.warn('this one', { reference: 'ABC234', words: 'two words' });
    expect(lines).toEqual(['1970-01-01T00:00:00.000Z warn  this one reference=ABC234 words="two words"']);
  });

  it('writes JSON for machines', () => {
    const log = createLog(
      { level: 'info', format: 'json' },
      () => 0,
      (line) => lines.push(line),
    );
    log.error('failed', { reference: 'ABC234' });
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'error',
      words: 'failed',
      reference: 'ABC234',
    });
  });

  it.each([
    ['a bot token', 'token xoxb-12-34-abc!', 'token [slack token]!'],
    ['an app token', 'xapp-1-A0-ff', '[slack token]'],
    ['a portal key', `Bearer sk-${'0'.repeat(64)}`, 'Bearer [api key]'],
    ['a database password', 'postgres://me:pw@db/app', 'postgres://[password]@db/app'],
    ['a database password with an @', 'postgres://me:p@w@db/app', 'postgres://[password]@db/app'],
    ['an e-mail', 'ines@acme.example left', '[e-mail] left'],
    ['a response_url', 'https://hooks.slack.com/commands/T0/1/abc failed', '[hook] failed'],
    ['a ticket of Socket Mode', 'to wss://wss.slack.com/link/?ticket=1', 'to [hook]'],
  ])('takes out %s', (_what, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each(['text', 'json'] as const)(
    'takes a token out of %s that follows a line break, and keeps one line',
    (format) => {
      const log = createLog({ level: 'info', format }, Date.now, (line) => lines.push(line));
      log.info('first\nxoxb-1-secret', { fact: 'second\nxoxb-2-secret' });
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toMatch(/secret|\n/);
    },
  );

  it('cuts what is too long between words, so that no half of a secret stays', () => {
    const log = createLog({ level: 'info', format: 'text' }, Date.now, (line) => lines.push(line));
    const long = `${'word '.repeat(398)}ines@acme.example ${'more '.repeat(1_000)}`;
    log.info(long, { fact: long });
    expect(lines[0]).not.toContain('ines');
    expect(lines[0]?.match(/more characters\]/g)).toHaveLength(2);
    expect(lines[0]?.length).toBeLessThan(4_200);
    log.info('x'.repeat(9_000));
    expect(lines[1]).toMatch(/ info +\[9000 more characters\]$/);
  });

  it.each([
    ['one long word', (length: number) => 'a'.repeat(length)],
    ['almost addresses', (length: number) => 'a@'.repeat(length / 2)],
    ['almost domains', (length: number) => `a@${'b.'.repeat(length / 2)}`],
    ['almost e-mails', (length: number) => `${'a.'.repeat(length / 2)}@`],
    ['almost passwords', (length: number) => 'a://b:'.repeat(length / 6)],
    ['almost hooks', (length: number) => 'https://a/'.repeat(length / 10)],
    ['slashes of one address', (length: number) => `https://${'/'.repeat(length)}`],
    ['almost tokens', (length: number) => 'xoxb'.repeat(length / 4)],
  ])('needs as much more work as the text grows: %s', (_what, text) => {
    expect(growthOf(text, redact)).toBeLessThan(LINEAR);
  });
});
