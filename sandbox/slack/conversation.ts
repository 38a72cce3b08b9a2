/** Whom a channel is shared with: people of another organization, one that is invited, other workspaces of the own one. */
export type SharedWith = 'external' | 'pending' | 'organization';

/** A channel, private channel, group message or direct message. */
export interface Conversation {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'group' | 'direct';
  members: Set<string>;
  archived: boolean;
  /** Only some people may post here. */
  locked?: boolean;
  sharedWith?: SharedWith;
}
