import type { OpenView, StoredMessage, WorkspaceState } from '../slack/state.ts';
import type { Forgotten } from './protocol.ts';

/** One user in one loaded page. */
export interface Viewer {
  userId: string;
  sees(message: StoredMessage): boolean;
  /** The user's modals, bottom first. */
  modals(): readonly OpenView[];
  /** What the page before this one showed the user and this one does not. */
  forgotten: Forgotten;
}

/** Loaded pages. As in Slack, private messages and open forms are gone after a reload, and are in no second window. */
export interface ClientSessions {
  /** The viewer of a page, by the id the page gave itself when it was loaded; reconnects keep it. */
  viewer(clientId: string, userId: string): Viewer;
}

/** No page has been loaded yet. */
export function createClientSessions(state: WorkspaceState): ClientSessions {
  const sessions = new Map<string, Session>();
  /** The page each user loaded last. */
  const latest = new Map<string, Session>();
  return {
    viewer(clientId, userId) {
      const session = sessions.get(clientId) ?? new Session(state);
      sessions.set(clientId, session);
      const viewer = session.viewer(userId, latest.get(userId));
      latest.set(userId, session);
      return viewer;
    },
  };
}

class Session {
  readonly startedTs: string;
  readonly #state: WorkspaceState;
  /** Modals that were open before the page was loaded, by the root of their stack. */
  readonly #earlierRoots: ReadonlySet<string>;
  readonly #viewers = new Map<string, Viewer>();

  constructor(state: WorkspaceState) {
    this.#state = state;
    this.startedTs = state.newTs();
    this.#earlierRoots = new Set([...state.modals.values()].flat().map((view) => view.rootId));
  }

  viewer(userId: string, previous: Session | undefined): Viewer {
    const viewer = this.#viewers.get(userId) ?? this.#newViewer(userId, previous);
    this.#viewers.set(userId, viewer);
    return viewer;
  }

  /** Whether this page does not show a message or modal because it was there before the page was. */
  forgets(shown: StoredMessage | OpenView): boolean {
    if ('rootId' in shown) return this.#earlierRoots.has(shown.rootId);
    return shown.visibleTo !== undefined && shown.ts < this.startedTs;
  }

  #newViewer(userId: string, previous: Session | undefined): Viewer {
    const state = this.#state;
    const stack = () => state.modals.get(userId) ?? [];
    const isLost = (shown: StoredMessage | OpenView) => this.forgets(shown) && !previous?.forgets(shown);
    return {
      userId,
      sees: (message) => state.sees(userId, message) && !this.forgets(message),
      modals: () => stack().filter((view) => !this.forgets(view)),
      forgotten: {
        privateMessages: state.messages.filter((message) => state.sees(userId, message) && isLost(message)).length,
        form: stack().some(isLost),
      },
    };
  }
}
