import type { CastRole } from '../cast.ts';
import type { ExceptionType } from './errors.ts';

/** Ways in which a portal, or what stands before it, makes life difficult. */
export type PortalTrouble = TroubleKind & {
  method?: string;
  /** Tested against the path below `/api/2.0`, with its query. */
  path?: RegExp;
  /** How many calls it meets; undefined: all. */
  times?: number;
};

/** Bodies of errors: the shapes of the portal, problem details without an envelope, nothing. */
export type ErrorBody = 'A' | 'B' | 'problem' | 'empty';

type TroubleKind =
  | {
      kind: 'status';
      status: number;
      /** Whole seconds; the usual 429 of a portal carries none. */
      retryAfter?: number;
      /** A proxy's page instead of the portal's answer. */
      html?: boolean;
      /** Which body; by default empty for 401, 403 and 429, shape A for the others. */
      error?: ErrorBody;
    }
  /** A success whose body is an error. */
  | { kind: 'error-in-success' }
  /** A success that nobody expects: some other JSON, or this very text. */
  | { kind: 'garbage'; text?: string }
  /** The call is performed, after so many milliseconds of the portal's clock. */
  | { kind: 'slow'; ms: number }
  /** Never answers. */
  | { kind: 'hang' }
  /** Breaks the connection instead of working, or after the work is done. */
  | { kind: 'drop' }
  | { kind: 'drop-after' }
  /** Performs the call and then answers with an error (docspace-api §12); 403 is an `InvalidOperationException`. */
  | {
      kind: 'status-after';
      status: number;
      /** Exception of a body of shape A. */
      type?: ExceptionType;
      /** Which body, by default shape A. */
      error?: ErrorBody;
      /** A proxy's page instead of the portal's answer. */
      html?: boolean;
    }
  /**
   * The database fails in the middle of a write of groups: the first members stay written, by default two thirds; -1: it
   * fails before the first row. A deletion removes the memberships and leaves the group.
   */
  | { kind: 'database-fault'; afterMembers?: number }
  /** The next reads of groups after a write come from a node that has not heard of it. */
  | { kind: 'lagging-node'; reads: number }
  | { kind: ClosedPortal };

/**
 * Why a whole portal, or its address, answers no call, or not all of them. Their filters come after the check of the key:
 * without a valid one, a call still gets its 401.
 */
type ClosedPortal =
  /** 403 with a bare text for everybody but the owner. */
  | 'ip-rules'
  /** 403 for all paths but those that end in `@self`: restored, moved or encrypted. */
  | 'maintenance'
  /** 404. */
  | 'suspended'
  /** 402 for groups, while people can be read. */
  | 'unpaid'
  /** 500: the host names no portal. */
  | 'unknown-tenant'
  /** 301: `http://` in front of a portal that speaks only `https://`. */
  | 'to-https'
  /** A web page with 200: the address has a path too many. */
  | 'wrong-path';

/** A call as troubles choose among calls. */
export interface TroubledCall {
  method: string;
  /** Below `/api/2.0`, with its query. */
  path: string;
  /** Role of the key's owner; undefined without a valid key. */
  role?: CastRole;
}

/** Troubles that are switched on: a slow portal is slow with any other, of the others the first that fits wins. */
export class TroubleDesk {
  readonly #troubles: { trouble: PortalTrouble; left: number }[] = [];

  /** Switches a trouble on; the answer switches it off. */
  set(trouble: PortalTrouble): () => void {
    const entry = { trouble, left: trouble.times ?? Number.POSITIVE_INFINITY };
    this.#troubles.push(entry);
    return () => {
      const at = this.#troubles.indexOf(entry);
      if (at >= 0) this.#troubles.splice(at, 1);
    };
  }

  clear(): void {
    this.#troubles.splice(0);
  }

  /** How long a call is kept waiting, in milliseconds, counted down; whatever else is switched on comes after it. */
  takeDelay(call: TroubledCall): number {
    const trouble = this.#take(call, (kind) => kind === 'slow');
    return trouble?.kind === 'slow' ? trouble.ms : 0;
  }

  /** How many reads after a write another node stays behind, counted down by writes; 0: it does not. */
  takeLag(call: TroubledCall): number {
    if (call.method === 'GET') return 0;
    const trouble = this.#take(call, (kind) => kind === 'lagging-node');
    return trouble?.kind === 'lagging-node' ? trouble.reads : 0;
  }

  /** The trouble a call meets, counted down. */
  take(call: TroubledCall): PortalTrouble | undefined {
    return this.#take(call, (kind) => kind !== 'slow' && kind !== 'lagging-node');
  }

  #take(call: TroubledCall, wanted: (kind: PortalTrouble['kind']) => boolean): PortalTrouble | undefined {
    const entry = this.#troubles.find(
      ({ trouble, left }) =>
        left > 0 &&
        wanted(trouble.kind) &&
        (trouble.method ?? call.method) === call.method &&
        (trouble.path === undefined || call.path.search(trouble.path) >= 0) &&
        reaches(trouble.kind, call),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.trouble;
  }
}

/** Whether a kind of trouble concerns a call at all (docspace-api §11 and §12). */
function reaches(kind: PortalTrouble['kind'], { method, path, role }: TroubledCall): boolean {
  const ofGroups = /^\/group([/?]|$)/.test(path);
  switch (kind) {
    case 'database-fault':
      return method !== 'GET' && ofGroups;
    case 'ip-rules':
      return role !== undefined && role !== 'owner';
    case 'maintenance':
      return role !== undefined && !/^[^?]*@self(\?|$)/.test(path);
    case 'suspended':
      return role !== undefined;
    case 'unpaid':
      return role !== undefined && ofGroups;
    default:
      return true;
  }
}
