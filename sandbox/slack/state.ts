import { EventEmitter } from 'node:events';
import type { CastSlackUser } from '../cast.ts';
import type { ViewDefinition } from './block-kit/index.ts';
import type { CallRecord, Change, RefusalRecord } from './change.ts';
import type { Conversation } from './conversation.ts';
import type { Manifest } from './manifest.ts';
import { MessageStore } from './message-store.ts';
import type { Taken } from './screen.ts';
import type { FieldValues, StoredMessage } from './stored-message.ts';
import { eventsBetween, snapshotOf, type WorkspaceEvent } from './workspace-event.ts';

export type { CallRecord, Change, RefusalRecord } from './change.ts';
export type { Conversation, SharedWith } from './conversation.ts';
export type { Attachment, FieldValue, FieldValues, MessageMetadata, StoredMessage } from './stored-message.ts';

/** Who speaks for Slack itself. */
export const SLACKBOT = 'USLACKBOT';

/** A workspace; `enterprise` is the organization it belongs to, on an Enterprise Grid. */
export interface Team {
  id: string;
  domain: string;
  name: string;
  enterprise?: { id: string; name: string };
}

/** A user group, which people mention as `@handle`. */
export interface UserGroup {
  id: string;
  handle: string;
  users: readonly string[];
  disabled?: boolean;
}

/** An open modal, or a user's App Home. */
export interface OpenView {
  id: string;
  user: string;
  definition: ViewDefinition;
  hash: string;
  rootId: string;
  previousId: string | null;
  values: FieldValues;
  /** Sentences at fields, by block id; `''` is about the whole form. */
  errors: Map<string, string>;
  /** Where it was opened from, for selects that start with the current conversation. */
  conversation?: string;
  /** The submission under way; the client takes no second one meanwhile. */
  submitting?: Promise<Taken> | undefined;
}

/** Id of the direct message between the app and a user, whether it exists yet or not. */
export function directId(userId: string): string {
  return `D${userId.slice(1)}`;
}

/** The workspace's truth; everything that happens in it changes this. */
export class WorkspaceState {
  readonly users = new Map<string, CastSlackUser>();
  readonly conversations = new Map<string, Conversation>();
  readonly userGroups = new Map<string, UserGroup>();
  readonly modals = new Map<string, OpenView[]>();
  readonly homes = new Map<string, OpenView>();
  readonly refusals: RefusalRecord[] = [];
  readonly calls: CallRecord[] = [];
  readonly scopes: Set<string>;
  readonly team: Team;
  /** The workspace that payloads say they come from, where it is not this one; nothing at all where it is null. */
  sender: Team | null | undefined;
  /** Scopes of the app-level token, which are no part of a manifest. */
  readonly appTokenScopes = new Set(['connections:write']);
  readonly bot = { userId: 'U0DOCSPACE', botId: 'B0DOCSPACE', appId: 'A0DOCSPACE' };
  readonly manifest: Manifest;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  readonly #messages = new MessageStore();
  readonly #now: () => number;
  #counter = 0;
  #lastTs = 0;

  constructor(parts: {
    team: WorkspaceState['team'];
    manifest: Manifest;
    optionalScopes?: boolean | undefined;
    now: () => number;
  }) {
    const { team, manifest, optionalScopes = true, now } = parts;
    this.team = team;
    this.manifest = manifest;
    const optional = manifest.optionalBotScopes ?? [];
    this.scopes = new Set([...manifest.botScopes, ...optional]);
    // A manifest lists them among all scopes too.
    if (!optionalScopes) for (const scope of optional) this.scopes.delete(scope);
    this.#now = now;
  }

  now(): number {
    return this.#now();
  }

  /** A new opaque id with Slack's letter in front. */
  newId(letter: string): string {
    this.#counter += 1;
    return `${letter}0${this.#counter.toString(36).toUpperCase().padStart(7, '0')}`;
  }

  /** A message's ts: seconds and microseconds, unique and rising. */
  newTs(): string {
    this.#lastTs = Math.max(this.#now() * 1000, this.#lastTs + 100);
    return `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, '0')}`;
  }

  changed(change: Change): void {
    this.#changes.emit('change', change);
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  happened(event: WorkspaceEvent): void {
    this.#changes.emit('event', event);
  }

  onEvent(listener: (event: WorkspaceEvent) => void): () => void {
    this.#changes.on('event', listener);
    return () => this.#changes.off('event', listener);
  }

  refuse(refusal: RefusalRecord): void {
    this.refusals.push(refusal);
    this.changed({ kind: 'refusal', refusal });
  }

  record(call: CallRecord): void {
    this.calls.push(call);
    this.changed({ kind: 'call', call });
  }

  /** Every message, oldest first. */
  get messages(): readonly StoredMessage[] {
    return this.#messages.list();
  }

  /** What a channel holds, oldest first. */
  messagesIn(channel: string): readonly StoredMessage[] {
    return this.#messages.list(channel);
  }

  message(channel: string, ts: string): StoredMessage | undefined {
    return this.#messages.find(channel, ts);
  }

  view(id: string): OpenView | undefined {
    const open = [...this.modals.values()].flat();
    return [...open, ...this.homes.values()].find((view) => view.id === id);
  }

  /** Adds a message and tells the listeners. */
  post(message: Omit<StoredMessage, 'ts' | 'edited' | 'held'>): StoredMessage {
    const stored = { ...message, ts: this.newTs(), edited: false, held: new Map() };
    this.#messages.add(stored);
    this.changed({ kind: 'message', channel: stored.channel, ts: stored.ts });
    this.happened({ kind: 'posted', message: stored });
    return stored;
  }

  /** Deletes a message; one with replies leaves a tombstone, so that its thread stays. */
  remove(message: StoredMessage): void {
    const { channel, ts } = message;
    const before = { ...message };
    const hasReplies = this.messagesIn(channel).some((each) => each.threadTs === ts);
    if (hasReplies) {
      const left = { user: SLACKBOT, text: 'This message was deleted.', blocks: [], edited: false, tombstone: true };
      Object.assign(message, left);
      this.changed({ kind: 'message', channel, ts });
      this.happened({ kind: 'deleted', before, left: message });
      return;
    }
    this.#messages.remove(message);
    this.changed({ kind: 'gone', channel, ts });
    this.happened({ kind: 'deleted', before });
  }

  /** Whether there once was a message here that is gone without a trace. */
  isGone(channel: string, ts: string): boolean {
    return this.#messages.isGone(channel, ts);
  }

  /** Updates a message. */
  redraw(
    message: StoredMessage,
    content: Pick<StoredMessage, 'text' | 'blocks' | 'edited'> &
      Partial<Pick<StoredMessage, 'attachments' | 'metadata'>>,
  ): void {
    const before = { ...message };
    Object.assign(message, content);
    this.changed({ kind: 'message', channel: message.channel, ts: message.ts });
    this.happened({ kind: 'edited', message, before });
  }

  /** Changes a conversation: who is in it, who may post, whether it is archived. */
  change(conversationId: string, change: (conversation: Conversation) => void): void {
    const conversation = this.conversations.get(conversationId);
    if (!conversation) throw new Error(`there is no conversation ${conversationId}`);
    const before = snapshotOf(conversation);
    change(conversation);
    this.changed({ kind: 'conversation', id: conversationId });
    for (const event of eventsBetween(before, conversation)) this.happened(event);
  }

  /** Deletes a conversation. */
  removeConversation(id: string): void {
    const conversation = this.conversations.get(id);
    if (!conversation) throw new Error(`there is no conversation ${id}`);
    this.conversations.delete(id);
    this.changed({ kind: 'conversation', id });
    this.happened({ kind: 'removed', conversation });
  }

  /** The name people see behind an id. */
  nameOf(id: string): string | undefined {
    if (id === this.bot.userId) return this.manifest.botName;
    if (id === SLACKBOT) return 'Slackbot';
    return this.users.get(id)?.realName ?? this.conversations.get(id)?.name ?? this.userGroups.get(id)?.handle;
  }

  /** The direct message between the app and a user, made when first needed. */
  directWith(userId: string): Conversation {
    const id = directId(userId);
    const known = this.conversations.get(id);
    if (known) return known;
    const members = new Set([userId, this.bot.userId]);
    const direct: Conversation = { id, name: userId, kind: 'direct', members, archived: false };
    this.conversations.set(id, direct);
    this.changed({ kind: 'conversation', id });
    return direct;
  }

  /** Whether a user sees a message. */
  sees(userId: string, message: StoredMessage): boolean {
    const conversation = this.conversations.get(message.channel);
    if (!conversation?.members.has(userId)) return false;
    return message.visibleTo === undefined || message.visibleTo === userId;
  }
}
