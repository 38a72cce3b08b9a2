import { groupNameSchema } from '../../src/groups/name.ts';

const refusalOf = (name: string) => groupNameSchema.safeParse(name).error?.issues[0]?.message;

describe('the name of a group', () => {
  it.each([
    ['x'.repeat(128)],
    [' Padded '],
    ['☃ Launch™'],
    ['王伟'],
    ['10:30:45'],
    ['a:b:c'],
    ['Ratio 3:1 :)'],
    ['C*'],
    ['Team :Rocket:'],
  ])('can be %j', (name) => {
    expect(refusalOf(name)).toBeUndefined();
    expect(groupNameSchema.parse(name)).toBe(name.trim());
  });

  it.each([
    ['', 'Give the group a name.'],
    [' \u00a0 ', 'Give the group a name.'],
    ['\u200b\u2060', 'Give the group a name.'],
    ['x'.repeat(129), 'A name has at most 128 characters. Make it shorter.'],
    ['Launch\nteam', 'A name is one line of text. Take the line break out.'],
    ['𠮷野家', 'DocSpace can’t store 𠮷.'],
    ['Launch 🚀🚀', 'DocSpace can’t store 🚀.'],
    ['👩‍🚀 and 𠮷', 'DocSpace can’t store 👩‍🚀 and 𠮷.'],
    ['🐙🚀🐳🦀', 'DocSpace can’t store 🐙, 🚀 and 🐳.'],
    [':rocket: Launch', 'DocSpace can’t store emoji such as :rocket:.'],
    ['Launch :wave::skin-tone-2:', 'DocSpace can’t store emoji such as :wave::skin-tone-2:.'],
    ['Launch :+1:', 'DocSpace can’t store emoji such as :+1:.'],
  ])('cannot be %j', (name, words) => {
    expect(refusalOf(name)).toBe(words);
  });
});
