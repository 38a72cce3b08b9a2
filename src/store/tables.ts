import type { Generated } from 'kysely';

/** Deletion requests; times are milliseconds since the epoch, columns named *_json hold JSON written by approvals/. */
export interface DeletionRequestsTable {
  id: string;
  group_id: string;
  group_name: string;
  seen_json: string;
  seal: string;
  requester_json: string;
  requester_person: string;
  reason: string;
  channel: string;
  card_ts: string | null;
  needed: number;
  state: string;
  version: number;
  created_at: number;
  updated_at: number;
  expires_at: number;
  execute_at: number | null;
  decided_at: number | null;
  decided_by_json: string | null;
  approvals_json: string;
  snapshot_json: string | null;
  failure_json: string | null;
  void_why: string | null;
  difference_json: string | null;
  lease_owner: string | null;
  lease_until: number | null;
  drawn_version: number;
  announced_seq: number;
}

/** What happened to a request, step by step; `seq` is the version the step led to. */
export interface RequestEventsTable {
  request_id: string;
  seq: number;
  at: number;
  kind: string;
  actor_json: string | null;
  note: string | null;
}

/** Who did what to which group, and what the portal answered. Rows are only ever added. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  action: string;
  actor_slack: string | null;
  actor_person: string | null;
  group_id: string | null;
  group_name: string | null;
  request_id: string | null;
  shown: string | null;
  answer: string | null;
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

export interface Database {
  deletion_requests: DeletionRequestsTable;
  request_events: RequestEventsTable;
  audit: AuditTable;
  links: LinksTable;
}
