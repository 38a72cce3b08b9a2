import type { SharedWith, WorkspaceState } from './state.ts';

/** What can happen to a channel and to what was said in it; each stays until the opposite is done. */
export class ChannelFaults {
  readonly #state: WorkspaceState;

  constructor(state: WorkspaceState) {
    this.#state = state;
  }

  /** The app is no longer in a channel. */
  removeAppFrom(channelId: string): void {
    this.#state.change(channelId, ({ members }) => members.delete(this.#state.bot.userId));
  }

  addAppTo(channelId: string): void {
    this.#state.change(channelId, ({ members }) => members.add(this.#state.bot.userId));
  }

  /** Makes a channel private, and the app is not in it: for the app it no longer exists. */
  makePrivate(channelId: string): void {
    this.#state.change(channelId, (conversation) => {
      conversation.kind = 'private';
      conversation.members.delete(this.#state.bot.userId);
    });
  }

  /** Makes a channel public again; the app is in it only when it is added. */
  open(channelId: string): void {
    this.#state.change(channelId, (conversation) => {
      conversation.kind = 'public';
    });
  }

  archive(channelId: string): void {
    this.#setArchived(channelId, true);
  }

  unarchive(channelId: string): void {
    this.#setArchived(channelId, false);
  }

  /** Lets only some people post in a channel, and the app is none of them; what it has posted can still be updated. */
  lock(channelId: string): void {
    this.#setLocked(channelId, true);
  }

  unlock(channelId: string): void {
    this.#setLocked(channelId, false);
  }

  /** Shares a channel with people of other workspaces. */
  share(channelId: string, sharedWith: SharedWith = 'external'): void {
    this.#state.change(channelId, (conversation) => {
      conversation.sharedWith = sharedWith;
    });
  }

  unshare(channelId: string): void {
    this.#state.change(channelId, (conversation) => {
      delete conversation.sharedWith;
    });
  }

  /** Deletes a channel for good. */
  deleteChannel(channelId: string): void {
    this.#state.removeConversation(channelId);
  }

  /** Deletes a message as one of its channel's admins would; one with replies leaves a tombstone. */
  deleteMessage(channelId: string, ts: string): void {
    const message = this.#state.message(channelId, ts);
    if (!message) throw new Error(`there is no message ${ts} in ${channelId}`);
    this.#state.remove(message);
  }

  #setArchived(channelId: string, archived: boolean): void {
    this.#state.change(channelId, (conversation) => {
      conversation.archived = archived;
    });
  }

  #setLocked(channelId: string, locked: boolean): void {
    this.#state.change(channelId, (conversation) => {
      conversation.locked = locked;
    });
  }
}
