import type { PageMessage, PortalGroupRow, Snapshot } from '../../../sandbox/page-server/protocol.ts';

/** A message of Ines in #design, changed where a test needs it. */
export function message(ts: string, change: Partial<PageMessage> = {}): PageMessage {
  return {
    ts,
    channel: 'C0DESIGN',
    user: 'U0INES',
    text: `said at ${ts}`,
    blocks: [],
    edited: false,
    ephemeral: false,
    mentionsMe: false,
    ...change,
  };
}

/** A group of the portal without members. */
export function group(id: string, name: string): PortalGroupRow {
  return { id, name, memberCount: 0, members: [], directory: false };
}

/** A workspace with one channel, as Ines sees it. */
export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    me: 'U0INES',
    team: { name: 'Acme', domain: 'acme' },
    app: { userId: 'U0DOCSPACE', name: 'DocSpace Groups', running: true, connected: true, transport: 'socket' },
    cast: [],
    names: { U0INES: "Ines O'Neil", C0DESIGN: 'design' },
    users: [],
    channels: [
      {
        id: 'C0DESIGN',
        name: 'design',
        kind: 'public',
        app: true,
        archived: false,
        shared: false,
        readOnly: false,
        memberCount: 2,
      },
    ],
    commands: [],
    shortcuts: [],
    messageShortcuts: [],
    messages: [],
    earlier: {},
    modals: [],
    home: null,
    portal: { url: 'http://127.0.0.1:1', groups: [], groupTotal: 0, people: [], peopleTotal: 0 },
    calls: [],
    refusals: [],
    faults: [],
    readUpTo: {},
    forgotten: { privateMessages: 0, form: false },
    checklist: null,
    policy: null,
    daysAhead: null,
    ...change,
  };
}
