import type { PolicyVariables } from '../policy-variables.ts';
import type { Block, OptionGroup } from '../slack/block-kit/index.ts';
import type { Place, Taken, Use } from '../slack/screen.ts';
import type { FieldValue, RefusalRecord, StoredMessage } from '../slack/state.ts';

/**
 * What a tab of the page and the sandbox say to each other over one WebSocket, `/live?as=<user id>&client=<id of the loaded page>`. The sandbox sends a
 * `snapshot` first and `Update` from then on; the tab sends `Request`s and gets one `done` for each.
 */

/** A person of the cast, for acting as them. */
export interface CastCard {
  id: string;
  name: string;
  /** Handle, lower case. */
  handle: string;
  /** What this person is here to show, such as `Room admin: can look groups up and request changes`. */
  why: string;
  /** Role in DocSpace in words, such as `DocSpace admin`, `no account`, `disabled`. */
  docspace: string;
  /** Slack would not let them in: bots and deactivated accounts are shown and cannot be acted as. */
  canAct: boolean;
}

/** A conversation the person can see. */
export interface ChannelCard {
  id: string;
  /** Without `#`; for a direct message the app's name. */
  name: string;
  kind: 'public' | 'private' | 'direct';
  /** The app is a member. */
  app: boolean;
  archived: boolean;
  /** People of another organization are in it. */
  shared: boolean;
  /** People write nothing here: the app takes no messages. */
  readOnly: boolean;
  memberCount: number;
}

/** A message as the person sees it. */
export interface PageMessage extends Omit<StoredMessage, 'visibleTo' | 'held'> {
  /** Only this person sees it. */
  ephemeral: boolean;
  /** It mentions this person, alone or with others. */
  mentionsMe: boolean;
}

/** A modal of the person's stack, or their App Home. */
export interface PageView {
  id: string;
  type: 'modal' | 'home';
  title: string;
  submit?: string;
  close?: string;
  clearOnClose: boolean;
  submitDisabled: boolean;
  blocks: Block[];
  /** Values of the fields, by block id, then action id. */
  values: Record<string, Record<string, FieldValue>>;
  /** Sentences at fields, by block id; `''` is about the whole form. */
  errors: Record<string, string>;
  /** Changes with each update of the view. */
  hash: string;
}

/** A group as the portal holds it. */
export interface PortalGroupRow {
  id: string;
  name: string;
  manager?: string;
  memberCount: number;
  /** The first members by name. */
  members: string[];
  directory: boolean;
}

/** A person as the portal holds them. */
export interface PortalPersonRow {
  id: string;
  name: string;
  role: string;
  status: 'active' | 'disabled' | 'pending';
}

/** The portal next to the workspace; `people` holds the cast and the first of the crowd, the totals count all. */
export interface PortalSnapshot {
  url: string;
  groups: PortalGroupRow[];
  groupTotal: number;
  people: PortalPersonRow[];
  peopleTotal: number;
}

/** A call the app made, to the portal or to Slack. */
export interface CallLine {
  /** Rises by one. */
  id: number;
  to: 'portal' | 'slack';
  /** HTTP method for the portal, `POST` for Slack. */
  method: string;
  /** Path with query, or the Web API method. */
  path: string;
  /** `200`, `404`, or Slack's `ok` or error word. */
  status: string;
  ok: boolean;
  /** Milliseconds; absent where it is not measured. */
  ms?: number;
}

/** A switch that makes life difficult, as the page shows it. */
export interface FaultSwitch {
  id: string;
  side: 'portal' | 'slack' | 'app';
  label: string;
  /** What one will see. */
  hint: string;
  /** `lasting` switches are on or off; `once` ones happen when pressed. */
  kind: 'lasting' | 'once';
  on: boolean;
}

/** Who approves what: what the app was started with, and what there is to choose from. */
export interface PolicySnapshot {
  inForce: PolicyVariables;
  /** People who can be named in APPROVERS, DocSpace admins first, with their roles in DocSpace. */
  people: { id: string; name: string; docspace: string }[];
  /** Channels that can be named in APPROVAL_CHANNEL. */
  channels: { id: string; name: string }[];
}

/** The app between workspace and portal. */
export interface AppState {
  running: boolean;
  /** The workspace reaches it: a socket is open, or HTTP delivery is set. */
  connected: boolean;
  transport: 'socket' | 'http';
}

/** Everything a tab shows, as one person. */
export interface Snapshot {
  me: string;
  team: { name: string; domain: string };
  /** The app's bot user. */
  app: { userId: string; name: string } & AppState;
  cast: CastCard[];
  /** Visible names by Slack id: people, the app, conversations. */
  names: Record<string, string>;
  /** People a users select offers. */
  users: { id: string; name: string }[];
  channels: ChannelCard[];
  commands: { command: string; description: string; usageHint: string }[];
  shortcuts: { callbackId: string; name: string; description: string }[];
  /** Shortcuts in the menu of each message. */
  messageShortcuts: { callbackId: string; name: string; description: string }[];
  /** The newest of each conversation, oldest first, thread replies included. */
  messages: PageMessage[];
  /** How many older messages each conversation has, by id. */
  earlier: Record<string, number>;
  /** The modal stack, bottom first. */
  modals: PageView[];
  home: PageView | null;
  portal: PortalSnapshot;
  calls: CallLine[];
  refusals: RefusalRecord[];
  faults: FaultSwitch[];
  /** Up to which ts this person has read each conversation, by id. */
  readUpTo: Record<string, string>;
  forgotten: Forgotten;
  /** Null where it is hidden, and for another app. */
  checklist: Checklist | null;
  /** Null where another app runs in the workspace. */
  policy: PolicySnapshot | null;
  /** Days the clock of the sandbox is ahead of the real one; null where it can’t be moved. */
  daysAhead: number | null;
}

/** What was there before the page was loaded and is gone, as in Slack. */
export interface Forgotten {
  /** Messages that only this person saw. */
  privateMessages: number;
  /** A form was open. */
  form: boolean;
}

/** A first step in the sandbox. */
export type ChecklistStep = 'create' | 'request' | 'switch' | 'approve' | 'fault';

/** The first steps in the sandbox. */
export interface Checklist {
  done: ChecklistStep[];
  /** Name of the newest group that was created in the sandbox. */
  group?: string;
  /** The newest deletion request that can be approved. */
  card?: { channel: string; ts: string };
}

/** What the sandbox tells a tab. */
export type Update =
  | { type: 'snapshot'; snapshot: Snapshot }
  /** A new message, or an updated one. */
  | { type: 'message'; message: PageMessage }
  | { type: 'gone'; channel: string; ts: string }
  | { type: 'channels'; channels: ChannelCard[]; names: Record<string, string> }
  | { type: 'modals'; modals: PageView[] }
  | { type: 'home'; home: PageView | null }
  /** `changed` are ids of groups and people that are new or different. */
  | { type: 'portal'; portal: PortalSnapshot; changed: string[] }
  | { type: 'call'; call: CallLine }
  | { type: 'refusal'; refusal: RefusalRecord }
  | { type: 'app'; app: AppState }
  | { type: 'faults'; faults: FaultSwitch[] }
  | { type: 'read'; readUpTo: Record<string, string> }
  | { type: 'checklist'; checklist: Checklist | null }
  | { type: 'policy'; policy: PolicySnapshot | null }
  | { type: 'time'; daysAhead: number | null }
  | ({ type: 'done'; id: number } & Done);

/** How a request ended; `error` is a sentence. */
export type Done = { ok: true; result: unknown } | { ok: false; error: string };

/** What a tab asks for, by name: its arguments and its result. */
export interface Requests {
  send: { args: { channel: string; text: string; threadTs?: string }; result: Taken };
  shortcut: { args: { callbackId: string }; result: Taken };
  messageShortcut: { args: { callbackId: string; channel: string; ts: string }; result: Taken };
  openHome: { args: Record<string, never>; result: null };
  act: { args: { place: Place; use: Use }; result: Taken };
  put: { args: { viewId: string; blockId: string; actionId: string; value: FieldValue }; result: Taken };
  options: { args: { place: Place; blockId: string; actionId: string; typed: string }; result: OptionGroup[] };
  submit: { args: { viewId: string }; result: Taken };
  close: { args: { viewId: string; all: boolean }; result: null };
  /** Older messages of a conversation, before a ts; oldest first. */
  earlier: { args: { channel: string; before: string }; result: { messages: PageMessage[]; left: number } };
  /** Marks a conversation as read, up to a ts. */
  read: { args: { channel: string; ts: string }; result: null };
  hideChecklist: { args: Record<string, never>; result: null };
  /** Presses a switch. */
  fault: { args: { id: string; on: boolean }; result: null };
  /** Restarts the app with other variables. */
  policy: { args: { variables: PolicyVariables }; result: null };
  /** Sets the clock of workspace, portal and app forward by a day. */
  passDay: { args: Record<string, never>; result: null };
}

export type RequestName = keyof Requests;

/** One request as it travels. */
export type Request = { [Name in RequestName]: { id: number; name: Name; args: Requests[Name]['args'] } }[RequestName];
