import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startConversation } from '../helpers/conversation.ts';
import { PLAYS } from './app-plays.ts';
import { Collector } from './collected.ts';
import { SLACK, validateAt } from './slack-asking.ts';

/**
 * Everything the app draws in conversations that are really played, judged by `blocks.validate`: of the stand-in always,
 * of Slack when TRUTH_SLACK=1 says that a network can reach it.
 */
const collected = new Collector();

it.each(PLAYS.map((play) => [play.about, play] as const))('%s is played', async (_about, { start = {}, act }) => {
  const talk = await startConversation(start);
  collected.watch(talk.workspace);
  try {
    await act(talk);
    expect(talk.workspace.refusals).toEqual([]);
  } finally {
    await talk.stop();
  }
});

/** The callback ids of forms in the app's sources. */
function formsOfTheApp(): string[] {
  const src = join(import.meta.dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sources = files.map((name) => readFileSync(join(src, name), 'utf8')).join('\n');
  return [...sources.matchAll(/'([a-z]+(?:_[a-z]+)*_(?:form|pick|preview))'/g)].flatMap(([, id]) => id ?? []);
}

it('is all that the app can show: each of its forms, and messages of every kind', () => {
  expect(collected.forms().sort()).toEqual([...new Set(formsOfTheApp())].sort());
  expect(collected.messages.size).toBeGreaterThan(80);
});

const judgedAt = async (apiUrl: string) => {
  const refused: object[] = [];
  for (const each of [...collected.messages.values(), ...collected.views.values()]) {
    const verdict = await validateAt(apiUrl, each);
    if (!verdict.ok) refused.push({ ...each, verdict });
  }
  return refused;
};

it('is taken by the stand-in’s blocks.validate', async () => {
  const talk = await startConversation();
  expect(await judgedAt(talk.workspace.apiUrl)).toEqual([]);
  await talk.stop();
});

(process.env.TRUTH_SLACK === '1' ? it : it.skip)(
  'is taken by Slack’s own blocks.validate',
  async () => {
    expect(await judgedAt(SLACK)).toEqual([]);
  },
  600_000,
);
