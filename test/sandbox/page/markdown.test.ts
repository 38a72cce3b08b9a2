import { readMarkdown } from '../../../sandbox/page/block-kit/markdown.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('markdown', () => {
  it('reads headings, lists, quotes, rules and code', () => {
    const given = '## Title\nfirst\n\n- a\n- b\n\n1. x\n2. y\n\n> q\n\n---\n```js\n**c**\n```';
    expect(readMarkdown(given)).toEqual([
      { kind: 'heading', level: 2, words: [text('Title')] },
      { kind: 'paragraph', words: [text('first')] },
      { kind: 'list', ordered: false, items: [[text('a')], [text('b')]] },
      { kind: 'list', ordered: true, items: [[text('x')], [text('y')]] },
      { kind: 'quote', words: [text('q')] },
      { kind: 'rule' },
      { kind: 'preformatted', text: '**c**' },
    ]);
  });

  it('reads marks, and links that are safe', () => {
    expect(readMarkdown('**b** *i* ~~s~~ `c` [t](https://x.org) [e](javascript:alert)')).toEqual([
      {
        kind: 'paragraph',
        words: [
          { kind: 'bold', words: [text('b')] },
          text(' '),
          { kind: 'italic', words: [text('i')] },
          text(' '),
          { kind: 'strike', words: [text('s')] },
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
