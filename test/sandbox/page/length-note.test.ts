import { lengthNote } from '../../../sandbox/page/forms/length-note.ts';

describe('what a text field says about its length', () => {
  it.each([
    [0, { max_length: 128 }, undefined],
    [97, { max_length: 128 }, undefined],
    [98, { max_length: 128 }, '30 left'],
    [128, { max_length: 128 }, '0 left'],
    [130, { max_length: 128 }, '2 too many'],
    [2, { max_length: 20 }, undefined],
    [10, { max_length: 20 }, '10 left'],
    [0, { min_length: 5 }, undefined],
    [2, { min_length: 5 }, '3 more needed'],
    [5000, {}, undefined],
  ])('%d characters under %j: %s', (length, limits, text) => {
    expect(lengthNote(length, limits)?.text).toBe(text);
  });
});
