import { createLog, redact } from '../src/log.ts';

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
    ['an e-mail', 'ines@acme.example left', '[e-mail] left'],
    ['a response_url', 'https://hooks.slack.com/commands/T0/1/abc failed', '[hook] failed'],
  ])('takes out %s', (_what, text, clean) => {
    expect(redact(text)).toBe(clean);
  });
});
