import { readDeleteForm } from '../../src/commands/delete/form.ts';

const HERE = { fixed: undefined, here: 'C0REQUESTS' };
const state = (reason: string, channel?: string) => ({
  delete_reason: { delete_reason: { type: 'plain_text_input', value: reason } },
  ...(channel ? { delete_channel: { delete_channel: { selected_conversation: channel } } } : {}),
});

describe('the reason of a deletion', () => {
  it.each(['解散', '해산', 'The project is over.', 'old'])('can be %s', (reason) => {
    expect(readDeleteForm(state(reason), HERE)).toEqual({ reason, channel: 'C0REQUESTS' });
  });

  it.each(['', '  ', 'ok', '解', '…'])('cannot be %j', (reason) => {
    expect(readDeleteForm(state(reason), HERE)).toEqual({
      errors: { delete_reason: 'Say in a few words why, so that others can decide.' },
    });
  });
});

describe('the channel of a deletion', () => {
  it.each([
    [
      'the one the installation names, whatever the form carries',
      { fixed: 'C0APPROVALS', here: 'C0HERE' },
      'C0APPROVALS',
    ],
    ['the one that was chosen', { fixed: undefined, here: 'C0HERE' }, 'C0CHOSEN'],
  ])('is %s', (_what, channels, channel) => {
    expect(readDeleteForm(state('It is over.', 'C0CHOSEN'), channels)).toMatchObject({ channel });
  });

  it('is asked for where there is none', () => {
    expect(readDeleteForm(state('It is over.'), { fixed: undefined, here: undefined })).toMatchObject({
      errors: { delete_channel: expect.stringContaining('Choose a channel') },
    });
  });
});
