import { readMarkdown } from '../../../sandbox/page/block-kit/markdown.ts';

const text = (nodes: string) => ({ kind: 'text', text: nodes });

describe('markdown', () => {
  it('reads headings, lists, quotes, rules and code', () => {
    const given = '## Title\nfirst\n\n- a\n- b\n\n1. x\n2. y\n\n> q\n\n---\n```js\n**c**\n```';
    expect(readMarkdown(given)).toEqual([
      { kind: 'heading', level: 2, nodes: [text('Title')] },
      { kind: 'paragraph', nodes: [text('first')] },
      { kind: 'list', ordered: false, items: [[text('a')], [text('b')]] },
      { kind: 'list', ordered: true, items: [[text('x')], [text('y')]] },
      { kind: 'quote', nodes: [text('q')] },
      { kind: 'rule' },
      { kind: 'preformatted', text: '**c**' },
    ]);
  });

  it('reads marks, and links that are safe', () => {
    expect(readMarkdown('**b** *i* ~~s~~ `c` [t](https://x.org) [e](javascript:alert)')).toEqual([
      {
        kind: 'paragraph',
        nodes: [
          { kind: 'bold', nodes: [text('b')] },
          text(' '),
          { kind: 'italic', nodes: [text('i')] },
          text(' '),
          { kind: 'strike', nodes: [text('s')] },
          text(' '),
          { kind: 'code', text: 'c' },
          text(' '),
          { kind: 'link', url: 'https://x.org', text: 't' },
          text(' '),
          text('[e](javascript:alert)'),
        ],
      },
    ]);
  });
});
