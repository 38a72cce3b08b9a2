import { type AskedPortal, type Asking, startAsked } from './asking.ts';

/** A portal for each test whose rate limiter is switched on. */
export function limitedForEach(use: (asked: AskedPortal) => void): void {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked({ limiter: true });
    use(asked);
  });
  afterEach(() => asked.stop());
}

/** The status of an answer, with the limit it tells of where that was reached. */
export async function limitOf(asked: AskedPortal, call: string, asking?: Asking): Promise<number | string> {
  const { status, text, headers } = await asked.ask(call, asking);
  if (status !== 429) return status;
  expect([text, headers.get('x-ratelimit-remaining')]).toEqual(['', '0']);
  return `429 of ${headers.get('x-ratelimit-limit')}`;
}

/** The same call many times, ten at once. */
export async function repeat(asked: AskedPortal, times: number, call: string, asking?: Asking): Promise<void> {
  for (let n = 0; n < times; n += 10)
    await Promise.all(Array.from({ length: Math.min(10, times - n) }, () => asked.ask(call, asking)));
}
