import { addressQuery, readAddress } from '../../../sandbox/page/shell/address.ts';
import { completionsFor } from '../../../sandbox/page/shell/composer/completions.ts';
import { createDrafts, draftPlace } from '../../../sandbox/page/shell/composer/drafts.ts';
import { foundGroups } from '../../../sandbox/page/shell/portal/found-groups.ts';
import { statusText } from '../../../sandbox/page/shell/portal/status-text.ts';
import { group } from './snapshots.ts';

const COMMANDS = [
  { command: '/docspace-group', description: 'Groups of DocSpace', usageHint: 'create [name] | get | delete | help' },
  { command: '/doctor', description: 'Something else', usageHint: '' },
];
const offered = (line: string) => completionsFor(line, COMMANDS).items.map(({ line: becomes }) => becomes);

describe('what the composer offers', () => {
  it('offers commands from the first slash, with their descriptions', () => {
    expect(offered('/')).toEqual(['/docspace-group ', '/doctor ']);
    expect(offered('/doct')).toEqual(['/doctor ']);
    expect(completionsFor('/docs', COMMANDS).items[0]).toMatchObject({ description: 'Groups of DocSpace' });
  });

  it('offers the words of the usage hint after the command', () => {
    expect(offered('/docspace-group ')).toHaveLength(4);
    expect(offered('/docspace-group de')).toEqual(['/docspace-group delete ']);
  });

  it('leaves Enter to sending where the line is complete, and where nothing of a word is typed', () => {
    expect(offered('/docspace-group')).toEqual([]);
    expect(offered('/docspace-group help')).toEqual([]);
    expect(completionsFor('/docspace-group ', COMMANDS).eager).toBe(false);
    expect(completionsFor('/docspace-group c', COMMANDS).eager).toBe(true);
  });

  it('offers nothing for other lines', () => {
    for (const line of ['', 'hello', ' /docspace-group', '/docspace-group get x', '/nothing ', '/docspace-group\n'])
      expect(offered(line)).toEqual([]);
  });
});

describe('drafts', () => {
  it('keeps what is unsent for each person and conversation, and tells who looks', () => {
    const drafts = createDrafts();
    let told = 0;
    const stop = drafts.subscribe(() => {
      told += 1;
    });
    drafts.set(draftPlace('U0INES', 'C0DESIGN'), 'half a');
    stop();
    drafts.set(draftPlace('U0INES', 'C0DESIGN', '1.000000'), 'a reply');
    expect(told).toBe(1);
    expect(drafts.get(draftPlace('U0INES', 'C0DESIGN'))).toBe('half a');
    expect(drafts.get(draftPlace('U0TOMAS', 'C0DESIGN'))).toBe('');
    expect(drafts.lastSent(draftPlace('U0INES', 'C0DESIGN'))).toBe('');
  });
});

describe('the address', () => {
  it('holds who looks at what', () => {
    expect(readAddress('')).toEqual({ as: 'U0INES', in: undefined });
    const there = { as: 'U0TOMAS', in: 'C0DESIGN' };
    expect(readAddress(addressQuery(there))).toEqual(there);
  });
});

describe('the portal’s pane', () => {
  it('finds groups by name, manager and members, and keeps a deleted one in its old place for a while', () => {
    const groups = [
      { ...group('2', 'Field crew'), members: ['Milo Costa'] },
      { ...group('1', 'Design'), manager: "Ines O'Neil" },
    ];
    const names = (typed: string) =>
      foundGroups(groups, [group('3', 'Drafts')], typed).map(({ group: { name } }) => name);
    expect(names('')).toEqual(['Design', 'Drafts', 'Field crew']);
    expect(names("o'neil")).toEqual(['Design']);
    expect(names(' MILO ')).toEqual(['Field crew']);
  });

  it('says in words how a call ended', () => {
    expect(statusText({ status: '204', ok: true })).toBe('204 ok');
    expect(statusText({ status: '404', ok: false })).toBe('404 failed');
    expect(statusText({ status: 'channel_not_found', ok: false })).toBe('channel_not_found');
  });
});
