import { readMrkdwn } from '../../../sandbox/page/block-kit/mrkdwn.ts';
import type { InlineNode } from '../../../sandbox/page/block-kit/text-nodes.ts';

/** The nodes of a text that is one paragraph. */
function line(text: string, verbatim = true): InlineNode[] {
  const [passage, ...more] = readMrkdwn(text, verbatim);
  expect(more).toEqual([]);
  if (passage?.kind !== 'paragraph') throw new Error(`not a paragraph: ${text}`);
  return passage.nodes;
}

const text = (nodes: string): InlineNode => ({ kind: 'text', text: nodes });

describe('mrkdwn within a line', () => {
  it.each<[string, InlineNode[]]>([
    ['*bold* nodes', [{ kind: 'bold', nodes: [text('bold')] }, text(' nodes')]],
    ['_it_, ~no~', [{ kind: 'italic', nodes: [text('it')] }, text(', '), { kind: 'strike', nodes: [text('no')] }]],
    ['*_both_*', [{ kind: 'bold', nodes: [{ kind: 'italic', nodes: [text('both')] }] }]],
    ['`a *b* &lt;`', [{ kind: 'code', text: 'a *b* <' }]],
    ['snake_case_name and 2*3*4', [text('snake_case_name and 2*3*4')]],
    ['* not bold* and *nor this *', [text('* not bold* and *nor this *')]],
    [':wave: at 10:30:15', [{ kind: 'emoji', name: 'wave' }, text(' at 10:30:15')]],
  ])('reads %s', (given, nodes) => {
    expect(line(given)).toEqual(nodes);
  });

  it('decodes entities once', () => {
    expect(line('a &lt;b&gt; &amp;lt; &quot;')).toEqual([text('a <b> &lt; &quot;')]);
  });

  it('reads mentions of people, channels, groups and everybody', () => {
    expect(line('<@U1> <@U2|bo> <#C1|rooms> <#C2|> <!subteam^S1|@admins> <!here>')).toEqual([
      { kind: 'user', id: 'U1' },
      text(' '),
      { kind: 'user', id: 'U2', label: 'bo' },
      text(' '),
      { kind: 'channel', id: 'C1', label: 'rooms' },
      text(' '),
      { kind: 'channel', id: 'C2' },
      text(' '),
      { kind: 'group', id: 'S1', label: '@admins' },
      text(' '),
      { kind: 'everybody', range: 'here' },
    ]);
  });

  it('makes links of web and mail addresses only', () => {
    expect(line('<https://x.org/?a=1&amp;b=2|the *page*>')).toEqual([
      { kind: 'link', url: 'https://x.org/?a=1&b=2', text: 'the *page*' },
    ]);
    expect(line('<mailto:a@x.org>')).toEqual([{ kind: 'link', url: 'mailto:a@x.org', text: 'a@x.org' }]);
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'slack://open', '//x.org', 'https://'])
      expect(line(`<${url}|nodes>`)).toEqual([text(`<${url}|nodes>`)]);
  });

  it('reads dates with their fallback, and drops a link that must not be opened', () => {
    const date = { kind: 'date', timestamp: 1790000000, format: '{date} at {time}', fallback: 'then' };
    expect(line('<!date^1790000000^{date} at {time}|then>')).toEqual([date]);
    expect(line('<!date^1790000000^{date} at {time}^https://x.org|then>')).toEqual([{ ...date, url: 'https://x.org' }]);
    expect(line('<!date^1790000000^{date} at {time}^javascript:x|then>')).toEqual([date]);
    expect(line('<!date^soon^{date}|then>')).toEqual([text('then')]);
  });

  it('finds bare addresses, names and @here, unless the text is verbatim', () => {
    expect(line('see https://x.org/a_b_c. (#rooms, @here)', false)).toEqual([
      text('see '),
      { kind: 'link', url: 'https://x.org/a_b_c', text: 'https://x.org/a_b_c' },
      text('. ('),
      { kind: 'channel-name', name: 'rooms' },
      text(', '),
      { kind: 'everybody', range: 'here' },
      text(')'),
    ]);
    expect(line('see https://x.org #rooms @here')).toEqual([text('see https://x.org #rooms @here')]);
    expect(line('a@here.org and &#39;', false)).toEqual([text('a@here.org and &#39;')]);
  });
});

describe('mrkdwn in passages', () => {
  it('reads quotes, lists and code between paragraphs', () => {
    expect(readMrkdwn('first\n> said\n&gt; more\n• one\n• two\n```\na *b* &lt;c&gt;\n```\nlast', true)).toEqual([
      { kind: 'paragraph', nodes: [text('first')] },
      { kind: 'quote', nodes: [text('said\nmore')] },
      { kind: 'list', ordered: false, items: [[text('one')], [text('two')]] },
      { kind: 'preformatted', text: 'a *b* <c>' },
      { kind: 'paragraph', nodes: [text('last')] },
    ]);
  });

  it('keeps line breaks and empty lines', () => {
    expect(line('a\n\nb')).toEqual([text('a\n\nb')]);
  });

  it('leaves marks without a partner alone', () => {
    expect(line('a *b and ```c and <d')).toEqual([text('a *b and ```c and <d')]);
  });

  it('stays quick on hostile text', () => {
    const started = Date.now();
    for (const mark of ['*', '_', '`', '<', '~', ':', '*a']) readMrkdwn(mark.repeat(3000 / mark.length));
    expect(Date.now() - started).toBeLessThan(2000);
  });
});
