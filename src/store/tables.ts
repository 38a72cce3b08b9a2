import type { Generated } from 'kysely';

/** Change requests. Times are milliseconds since the epoch by the database's clock; changes/ writes the *_json columns. */
export interface RequestsTable {
  id: string;
  kind: string;
  /** The form and a hash of the submitted values: the idempotency key of a submission. Null in rows of version 0.1. */
  draft: string | null;
  values_hash: string | null;
  /** Empty in rows of version 0.1, which belong to the portal and workspace of the installation. */
  portal: string;
  workspace: string;
  /** Empty for a creation until the group exists. */
  group_id: string;
  group_name: string;
  /** The group as it was shown, without its members: see `request_members`. */
  shown_json: string;
  /** The group to create, or the edit to apply. */
  wanted_json: string | null;
  /** Id of the request whose change this one undoes. */
  reverses: Generated<string | null>;
  /** When the people it adds are removed again. */
  until_at: Generated<number | null>;
  /** Id of the request whose people this one removes on their end date. */
  ends: Generated<string | null>;
  /** Summary of the rooms that open through the group; null for kinds and versions that do not read them. */
  rooms_json: Generated<string | null>;
  /** Null until the whole group was read. */
  fingerprint: string | null;
  /** Slack account of the requester. */
  account: string;
  person_id: string | null;
  person_name: string | null;
  reason: string;
  channel: string;
  /** Approvals that were required when it was submitted. */
  needed: number;
  state: string;
  version: number;
  created_at: number;
  updated_at: number;
  /** When a waiting request expires; moved later with each due time. */
  expires_at: number;
  /** When an approved request is applied, or an uncertain one is checked again. */
  due_at: number | null;
  /** When the approved change was first attempted. */
  first_try_at: number | null;
  /** The reason for its state: a code of `changes/request.ts`. */
  why: string | null;
  /** Details that the card and the next step need in addition to the code. */
  facts_json: string;
}

/** All members of a request's group when it was read, including disabled ones. */
export interface RequestMembersTable {
  request_id: string;
  position: number;
  person_id: string;
  name: string;
}

/** Rooms that opened through the group of a deletion, as last read. */
export interface RequestRoomsTable {
  request_id: string;
  position: number;
  /** A number, or the id of a room in third-party storage. */
  room_id: string;
  name: string;
  /** 0 or 1. */
  archived: number;
  owner_id: string | null;
  owner_name: string | null;
  /** The group's access level as the portal's number; null if it was not read. */
  level: number | null;
}

/** Decisions about a request. Each row is checked once and never changed after that. */
export interface DecisionsTable {
  id: string;
  request_id: string;
  account: string;
  what: string;
  at: number;
  /** Whether it counts; null until the account's rights were checked. */
  checked: string | null;
  why: string | null;
  person_id: string | null;
  person_name: string | null;
  note: string | null;
}

/** Attempts to apply a request's change to the portal. */
export interface AttemptsTable {
  id: string;
  request_id: string;
  owner: string;
  lease_until: number;
  started_at: number;
  /** Set right before the write is sent: from then on the change can have been made. */
  sent_at: number | null;
  /** Fingerprint of the group, read right before the write. */
  before_fingerprint: string | null;
  /** Read before the write: ids of groups with the name of a creation, or of the members that an edit affects. */
  known_json: string | null;
  /** Its outcome; null while it is running. */
  settled: string | null;
  answer: string | null;
}

/** The outbox: messages that should be in Slack. */
export interface MessagesTable {
  id: string;
  request_id: string;
  /** A card, a reply in its thread, or a direct message. */
  what: string;
  /** Channel id; for direct messages, a Slack account id. */
  channel: string;
  ts: string | null;
  /** The content of a reply or a direct message; a card is rendered from its request. */
  message_json: string | null;
  desired_version: number;
  posted_version: number;
  /** Order within a thread. */
  position: number;
  next_try_at: number;
  tries: number;
  /** The error code with which Slack rejects this message. */
  blocked_reason: string | null;
  owner: string | null;
  lease_until: number | null;
  /** A post was started, and its outcome is not known. */
  sending_since: number | null;
  created_at: number;
}

/** Forms that were opened for a request, with the data they showed. */
export interface DraftsTable {
  id: string;
  kind: string;
  account: string;
  group_id: string;
  /** The group as the form showed it. */
  shown_json: string;
  /** Where to reply. */
  origin_json: string;
  created_at: number;
}

/** The audit record: who did what to which group, with what result. Rows are append-only; triggers reject anything else. */
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

/** Personal text of a line of the record, in a separate table so that it can be erased without changing the record. */
export interface RecordWordsTable {
  record_id: number;
  group_name: string | null;
  person_name: string | null;
  note: string | null;
}

/** The DocSpace person that a Slack account is matched to. */
export interface LinksTable {
  workspace: string;
  portal: string;
  account: string;
  person_id: string;
  /** Since when it is matched to this person. */
  linked_at: number;
  /** When the match last changed to another person; null if it never did. */
  changed_at: number | null;
  /** The person before that change. */
  previous_person: string | null;
}

/** Which process may write to a group, and until when. A row exists only during a write. */
export interface WriterLeasesTable {
  portal: string;
  /** A group id, or a hash of the name of a group to create. */
  subject: string;
  /** The process id and the number of its turn. */
  owner: string;
  lease_until: number;
}

/** Warnings that the API key expires, by account and days left. */
export interface KeyWarningsTable {
  portal: string;
  /** When the key expires; also identifies the key. */
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
