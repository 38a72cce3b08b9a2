import namesByCode from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' };
import { emojiOf, withEmoji } from '../../../sandbox/page/block-kit/emoji.ts';
import { withEmojiNames } from '../../../sandbox/slack/delivered.ts';

describe('emoji by name', () => {
  it('are drawn where Slack has the name, and keep the name otherwise', () => {
    expect(withEmoji(':wave: at 10:30:15, :party_parrot:')).toBe('👋 at 10:30:15, :party_parrot:');
  });

  it('have Slack’s names where others have different ones', () => {
    expect(withEmoji(':the_horns: :knife_fork_plate: :flag-jp: :jp:')).toBe('🤘 🍽️ 🇯🇵 🇯🇵');
  });

  it('are colored where the sign is also plain text', () => {
    expect(emojiOf('warning')).toBe('⚠️');
    expect(emojiOf('hourglass_flowing_sand')).toBe('⏳');
  });

  it('take the skin tone behind the name', () => {
    expect(withEmoji('Hi :wave::skin-tone-3:, :v::skin-tone-6: and :tada::skin-tone-2:')).toBe('Hi 👋🏼, ✌🏿 and 🎉');
  });

  it('follow the code points that came along, where they make sense', () => {
    expect(emojiOf('anything', '1f44b-1f3fd')).toBe('👋🏽');
    expect(emojiOf('wave', 'not hex')).toBe('👋');
    expect(emojiOf('x_y', 'ffffff')).toBe(':x_y:');
  });

  it('are all drawn again from the names that the workspace delivers', () => {
    const emoji = Object.values(namesByCode).map((names) => emojiOf([names].flat()[0] ?? ''));
    expect(emoji.length).toBeGreaterThan(1_800);
    expect(emoji.filter((each) => withEmoji(withEmojiNames(each)) !== each)).toEqual([]);
  });
});
