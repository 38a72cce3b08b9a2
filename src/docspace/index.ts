/** The group service: a small client of the ONLYOFFICE DocSpace REST API for groups and the people in them. */

export { FIRST_BATCH } from './batch-size.ts';
export { type ClientOptions, createClient, type DocSpace } from './client.ts';
export * from './errors.ts';
export type {
  AfterBatch,
  BatchOptions,
  BatchProgress,
  ChangeOptions,
  CreatedGroups,
  DeleteOptions,
  DeleteOutcome,
  GroupChange,
  GroupFilter,
  GroupPage,
  Groups,
  MemberFilter,
  MemberPage,
  NewGroup,
  WriteOptions,
} from './group-api.ts';
export type { OneWriter } from './one-writer.ts';
export { groupIdOf } from './paths.ts';
export type { People, PeoplePage } from './people.ts';
export { type PeopleQuery, peopleQuery } from './people-query.ts';
export {
  endedEarly,
  type GroupReceipt,
  type GroupState,
  missingFrom,
  type PeopleOfChange,
  type Refusal,
  receiptOf,
  type Wanted,
} from './receipt.ts';
export type { CallContext, CallLine, Clock, Fetch, FetchAnswer, FetchInit, Urgency } from './request.ts';
export type { GroupRooms, Rooms } from './rooms.ts';
export type { ApiKey, Group, GroupSummary, Member, Person, Role, Room } from './schemas.ts';
export { MAY_STILL_WORK_MS } from './settle.ts';
export * from './settled-errors.ts';
