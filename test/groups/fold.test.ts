import { fold, storable } from '../../src/groups/fold.ts';

describe('fold', () => {
  it.each([
    ['case', 'Design', 'dESIGN'],
    ['accents', 'Zoë', 'zoe'],
    ['decomposed letters', 'Zoë', 'Zoe\u0308'],
    ['the capital I with a dot', 'İstanbul', 'istanbul'],
    ['the dotless i', 'ılgın', 'ILGIN'],
    ['the Kelvin sign', '\u212aelvin', 'kelvin'],
    ['both small sigmas', 'ΟΔΟΣ', 'οδος'],
    ['both sharp s', 'STRAẞE', 'straße'],
    ['full-width signs', 'Ｔｅａｍ　４２', 'team 42'],
    ['ligatures', 'ﬁnance', 'Finance'],
    ['apostrophes', 'Men’s', 'Menʼs'],
    ['an accent for an apostrophe', 'Men´s', "Men's"],
    ['quotes', 'The „A“ team', 'The "A" team'],
    ['dashes', 'A — B', 'A - B'],
    ['two hyphens', 'A -- B', 'A – B'],
    ['blanks', 'A\u00a0\u2009B', 'A B'],
    ['line breaks', 'A\r\nB', 'A B'],
    ['direction marks', '\u202eA\u202c B', 'A B'],
    ['soft hyphens', 'De\u00adsign', 'Design'],
    ['control signs', 'De\u0000sign', 'Design'],
    ['ellipses', 'Design…', 'Design...'],
    ['emoji codes', ':rocket: Launch :+1:', 'Launch'],
    ['emoji', '👩‍🚀 Launch', 'launch'],
    ['formatting signs', '*_Design_* `team`', 'design team'],
  ])('makes no difference of %s', (_what, one, other) => {
    expect(fold(one)).toBe(fold(other));
    expect(fold(fold(one))).toBe(fold(one));
  });

  it.each([
    ['sharp s and ss', 'Straße', 'Strasse'],
    ['и and й', 'Май', 'Маи'],
    ['plain and voiced kana', 'か', 'が'],
    ['an apostrophe and none', "men's", 'mens'],
    ['a blank and none', 'night shift', 'nightshift'],
    ['times and numbers', '10:30:45', '10 45'],
    ['words between colons', 'a:b:c', 'ac'],
    ['an asterisk within a word', 'a*b*c', 'abc'],
    ['an underscore within a word', 'snake_case_name', 'snakecasename'],
    ['names of nothing but emoji', ':rocket:', ':wave:'],
    ['a name of nothing but emoji and a blank one', '🚀', ' '],
  ])('tells %s apart', (_what, one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });
});

describe('storable', () => {
  it('leaves out characters outside the BMP, and emoji codes', () => {
    expect(storable('𠮷野家 :rocket: 🚀 Launch 10:30:45')).toMatch(/^野家\s+Launch 10:30:45$/);
  });
});
