import type { Workspace } from '../../sandbox/slack/index.ts';

/** What an app drew in a workspace: each message and view once, as `blocks.validate` takes them. */
export interface Collected {
  messages: ReadonlyMap<string, { message: object }>;
  views: ReadonlyMap<string, { view: object }>;
  /** The callback ids of the forms among the views. */
  forms(): string[];
}

/** Collects what the app of a workspace draws from now on, by whatever way it comes: calls, acknowledgements, response_urls. */
export class Collector implements Collected {
  readonly messages = new Map<string, { message: object }>();
  readonly views = new Map<string, { view: object }>();
  readonly #forms = new Set<string>();

  watch({ state }: Workspace): void {
    state.onChange((change) => {
      if (change.kind === 'message') {
        const message = state.message(change.channel, change.ts);
        if (message?.user === state.bot.userId) this.#addMessage(message);
      }
      if (change.kind === 'modal' || change.kind === 'home') {
        const home = state.homes.get(change.user);
        for (const view of [...(state.modals.get(change.user) ?? []), ...(home ? [home] : [])])
          this.#addView(view.definition);
      }
    });
  }

  forms(): string[] {
    return [...this.#forms];
  }

  #addMessage({
    text,
    blocks,
    attachments,
  }: {
    text: string;
    blocks: readonly object[];
    attachments?: object[];
  }): void {
    const message = {
      ...(text === '' ? {} : { text }),
      ...(blocks.length > 0 ? { blocks } : {}),
      ...(attachments ? { attachments } : {}),
    };
    this.messages.set(JSON.stringify(message), { message });
  }

  #addView(view: { callback_id?: string | undefined }): void {
    this.views.set(JSON.stringify(view), { view });
    if (view.callback_id) this.#forms.add(view.callback_id);
  }
}
