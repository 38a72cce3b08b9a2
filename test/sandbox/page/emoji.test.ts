import { emojiOf, withEmoji } from '../../../sandbox/page/block-kit/emoji.ts';

describe('emoji by name', () => {
  it('draws those it knows and keeps the name of others', () => {
    expect(withEmoji(':wave: at 10:30:15, :party_parrot:')).toBe('👋 at 10:30:15, :party_parrot:');
  });

  it('follows the code points that came along, where they make sense', () => {
    expect(emojiOf('anything', '1f44b-1f3fd')).toBe('👋🏽');
    expect(emojiOf('wave', 'not hex')).toBe('👋');
    expect(emojiOf('x_y', 'ffffff')).toBe(':x_y:');
  });
});
