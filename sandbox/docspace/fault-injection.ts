import type { CastRole } from '../cast.ts';
import type { ExceptionType } from './errors.ts';

/** Faults of a portal, or of a proxy in front of it. */
export type PortalFault = FaultKind & {
  method?: string;
  /** Tested against the path below `/api/2.0`, with its query. */
  path?: RegExp;
  /** How many calls it meets; undefined: all. */
  times?: number;
};

/** Bodies of errors: the shapes of the portal, problem details without an envelope, nothing. */
export type ErrorBody = 'A' | 'B' | 'problem' | 'empty';

type FaultKind =
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
  /** A success with an unexpected body: some other JSON, or this text. */
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
  /** 403 with a bare text for all but the owner. */
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

/** A call as faults choose among calls. */
export interface FaultTarget {
  method: string;
  /** Below `/api/2.0`, with its query. */
  path: string;
  /** Role of the key's owner; undefined without a valid key. */
  role?: CastRole;
}

/** Faults that are switched on: a slow portal is slow with any other, of the others the first that fits wins. */
export class FaultInjection {
  readonly #faults: { fault: PortalFault; left: number }[] = [];

  /** Switches a fault on; the answer switches it off. */
  set(fault: PortalFault): () => void {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#faults.push(entry);
    return () => {
      const at = this.#faults.indexOf(entry);
      if (at >= 0) this.#faults.splice(at, 1);
    };
  }

  clear(): void {
    this.#faults.splice(0);
  }

  /** How long a call is kept waiting, in milliseconds, counted down; whatever else is switched on comes after it. */
  takeDelay(call: FaultTarget): number {
    const fault = this.#take(call, (kind) => kind === 'slow');
    return fault?.kind === 'slow' ? fault.ms : 0;
  }

  /** How many reads after a write another node stays behind, counted down by writes; 0: it does not. */
  takeLag(call: FaultTarget): number {
    if (call.method === 'GET') return 0;
    const fault = this.#take(call, (kind) => kind === 'lagging-node');
    return fault?.kind === 'lagging-node' ? fault.reads : 0;
  }

  /** The fault a call meets, counted down. */
  take(call: FaultTarget): PortalFault | undefined {
    return this.#take(call, (kind) => kind !== 'slow' && kind !== 'lagging-node');
  }

  #take(call: FaultTarget, wanted: (kind: PortalFault['kind']) => boolean): PortalFault | undefined {
    const entry = this.#faults.find(
      ({ fault, left }) =>
        left > 0 &&
        wanted(fault.kind) &&
        (fault.method ?? call.method) === call.method &&
        (fault.path === undefined || call.path.search(fault.path) >= 0) &&
        reaches(fault.kind, call),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.fault;
  }
}

/** Whether a kind of fault concerns a call at all (docspace-api §11 and §12). */
function reaches(kind: PortalFault['kind'], { method, path, role }: FaultTarget): boolean {
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
