import type { Generated } from 'kysely';

/** Change requests; times are milliseconds since the epoch by the database's clock, columns named *_json are written by changes/. */
export interface RequestsTable {
  id: string;
  kind: string;
  /** The form it came from, and a hash of what was filled in: the key of a submission. Rows of version 0.1 have neither. */
  draft: string | null;
  values_hash: string | null;
  /** Empty in rows of version 0.1: the portal and workspace of the installation. */
  portal: string;
  workspace: string;
  /** Empty until a creation is done. */
  group_id: string;
  group_name: string;
  /** The group as it was shown; all of its members are in a table of their own. */
  shown_json: string;
  /** The group that is to be created, or what is to be changed. */
  wanted_json: string | null;
  /** Id of the request whose change this one takes back. */
  reverses: Generated<string | null>;
  /** When the people it adds leave again. */
  until_at: Generated<number | null>;
  /** Id of the request whose people this one takes out again, on their date. */
  ends: Generated<string | null>;
  /** What was seen of the rooms that open through the group; null for kinds and versions that do not look. */
  rooms_json: Generated<string | null>;
  /** Null until the group was read as a whole. */
  fingerprint: string | null;
  /** Slack account of the requester. */
  account: string;
  person_id: string | null;
  person_name: string | null;
  reason: string;
  channel: string;
  /** Approvals that were needed when it was asked. */
  needed: number;
  state: string;
  version: number;
  created_at: number;
  updated_at: number;
  /** When a request that waits expires; each due time moves it on. */
  expires_at: number;
  /** When an approved request is applied, or an uncertain one is looked at again. */
  due_at: number | null;
  /** When this approval was first tried. */
  first_try_at: number | null;
  /** Why it stands where it is: a code of `changes/request.ts`. */
  why: string | null;
  /** What the card and the next step need beside the code. */
  facts_json: string;
}

/** Everybody who was in a request's group when it was read, disabled people too. */
export interface RequestMembersTable {
  request_id: string;
  position: number;
  person_id: string;
  name: string;
}

/** Rooms that opened through the group of a deletion when they were read last. */
export interface RequestRoomsTable {
  request_id: string;
  position: number;
  /** A number, or the id of a room in the storage of another service. */
  room_id: string;
  name: string;
  /** 0 or 1. */
  archived: number;
  owner_id: string | null;
  owner_name: string | null;
  /** The group's access level, a number of the portal; null where it was not read. */
  level: number | null;
}

/** What people decided about a request. Rows are checked once and never changed after that. */
export interface DecisionsTable {
  id: string;
  request_id: string;
  account: string;
  what: string;
  at: number;
  /** Whether it counts: null until the account's rights were looked up. */
  checked: string | null;
  why: string | null;
  person_id: string | null;
  person_name: string | null;
  note: string | null;
}

/** Tries of writing a request's change to the portal. */
export interface AttemptsTable {
  id: string;
  request_id: string;
  owner: string;
  lease_until: number;
  started_at: number;
  /** Set right before the write is sent: from then on it may have been carried out. */
  sent_at: number | null;
  /** Fingerprint of the group as it was read right before. */
  before_fingerprint: string | null;
  /** Before it was sent: ids of the groups that had the name of a creation, or of the members whom an edit touches. */
  known_json: string | null;
  /** How it ended; null while it is under way. */
  settled: string | null;
  answer: string | null;
}

/** Messages that should stand in Slack. */
export interface MessagesTable {
  id: string;
  request_id: string;
  /** A card, a reply in its thread, or a direct message. */
  what: string;
  /** Id of a channel; for direct messages, of a Slack account. */
  channel: string;
  ts: string | null;
  /** The text of a reply or a direct message; a card is made from its request. */
  message_json: string | null;
  desired_version: number;
  posted_version: number;
  /** Order within a thread. */
  position: number;
  next_try_at: number;
  tries: number;
  /** Slack's word for why it does not take this message. */
  blocked_reason: string | null;
  owner: string | null;
  lease_until: number | null;
  /** A post was begun and its end is not known. */
  sending_since: number | null;
  created_at: number;
}

/** Forms that were opened to ask for a change, and what they showed. */
export interface DraftsTable {
  id: string;
  kind: string;
  account: string;
  group_id: string;
  /** The group as the form showed it. */
  shown_json: string;
  /** Where the answer belongs. */
  origin_json: string;
  created_at: number;
}

/** Who did what to which group, and what came of it. Rows are only ever added; triggers refuse anything else. */
export interface RecordTable {
  id: Generated<number>;
  at: number;
  /** The process that wrote it. */
  replica: string;
  action: string;
  account: string | null;
  person_id: string | null;
  portal: string | null;
  group_id: string | null;
  request_id: string | null;
  shown: string | null;
  answer: string | null;
}

/** Words of people that belong to a line of the record: apart from it, so that erasing them leaves the record whole. */
export interface RecordWordsTable {
  record_id: number;
  group_name: string | null;
  person_name: string | null;
  note: string | null;
}

/** Which DocSpace person a Slack account means. */
export interface LinksTable {
  workspace: string;
  portal: string;
  account: string;
  person_id: string;
  /** Since when it means this person. */
  linked_at: number;
  /** When it last began to mean another person; null where it never did. */
  changed_at: number | null;
  /** Whom it meant before that. */
  previous_person: string | null;
}

/** Which process may write about a group, and until when. A row exists only during a write. */
export interface WriterLeasesTable {
  portal: string;
  /** A group's id, or a hash of the name a group is to be created with. */
  subject: string;
  /** The process, and which of its turns. */
  owner: string;
  lease_until: number;
}

/** That an account was told how many days the API key still works. */
export interface KeyWarningsTable {
  portal: string;
  /** The key's last moment, which tells keys apart. */
  expires_at: number;
  days: number;
  account: string;
}

export interface Database {
  requests: RequestsTable;
  request_members: RequestMembersTable;
  request_rooms: RequestRoomsTable;
  decisions: DecisionsTable;
  attempts: AttemptsTable;
  messages: MessagesTable;
  drafts: DraftsTable;
  record: RecordTable;
  record_words: RecordWordsTable;
  links: LinksTable;
  writer_leases: WriterLeasesTable;
  key_warnings: KeyWarningsTable;
}
