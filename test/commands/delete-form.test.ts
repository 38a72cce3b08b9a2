import { REASON, readDeleteForm } from '../../src/commands/delete/form.ts';

describe('the reason of a deletion', () => {
  const reading = (value: string) => readDeleteForm({ [REASON]: { [REASON]: { value } } }, 'C0REQUESTS');

  it.each(['解散', '해산', 'The project is over.', 'old'])('can be %s', (reason) => {
    expect(reading(reason)).toEqual({ reason, channelId: 'C0REQUESTS' });
  });

  it.each(['', '  ', 'ok', '解', '…'])('cannot be %j', (reason) => {
    expect(reading(reason)).toEqual({ errors: { [REASON]: 'Say in a few words why, so that others can decide.' } });
  });
});
