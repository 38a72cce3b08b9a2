/** The model of a change request: states, decisions and policy. Pure except for the row modules. */

export { inChunks } from './chunks.ts';
export * from './decisions.ts';
export * from './errors.ts';
export * from './fingerprint.ts';
export { inverseOf, type Stay } from './inverse.ts';
export { membersOf, storeMembers } from './member-rows.ts';
export * from './policy.ts';
export * from './request.ts';
export * from './restorable.ts';
export { type KeptRoom, roomsOf, storeRooms } from './room-rows.ts';
export { hasRooms, roomsTotal, type VisibleRooms, visibleRoomsSchema } from './rooms.ts';
export {
  findRequest,
  groupSnapshotSchema,
  knownRequestsOf,
  lockRequest,
  newRequestOf,
  requestsOf,
  wantedEditSchema,
} from './rows.ts';
export { applyTransition, type Changes } from './transition.ts';
export * from './transitions.ts';
export * from './undoable.ts';
export * from './wanted.ts';
