import { wantedRows } from '../../src/requests/cards/change-rows.ts';

const una = { id: 'una', name: 'Una' };

describe('the rows of a requested edit', () => {
  it('add and remove people by a sign', () => {
    expect(wantedRows({ add: [una], remove: [] })).toEqual([['+', 'Una']]);
    expect(wantedRows({ add: [], remove: [una] })).toEqual([['−', 'Una']]);
  });

  it('say of people who are kept that they stay, and until when they were to', () => {
    const leavesAt = Date.UTC(2026, 10, 4, 12);
    expect(wantedRows({ add: [una], remove: [], leavesAt })).toEqual([['Stays:', 'Una (was until Nov 4, 2026)']]);
  });
});
