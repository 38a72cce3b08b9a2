import type { z } from 'zod';
import { type BlockFault, faultsOf } from '../block-kit/index.ts';
import type { SocketDoor } from '../delivery/socket.ts';
import type { WorkspaceState } from '../state.ts';
import type { Triggers } from '../triggers.ts';

/** What a Web API method may touch. */
export interface MethodContext {
  state: WorkspaceState;
  triggers: Triggers;
  sockets: SocketDoor;
}

/** Refuses a call the way Slack does: HTTP 200 with `ok: false`. */
export class ApiRefusal extends Error {
  readonly error: string;
  readonly faults: readonly BlockFault[];
  readonly more: Readonly<Record<string, unknown>>;

  constructor(error: string, faults: readonly BlockFault[] = [], more: Readonly<Record<string, unknown>> = {}) {
    super(error);
    this.error = error;
    this.faults = faults;
    this.more = more;
  }
}

/** The refusal of an app that may not do this, with the scope it lacks. */
export function missingScope(scopes: ReadonlySet<string>, needed: string | undefined): ApiRefusal {
  return new ApiRefusal('missing_scope', [], { needed, provided: [...scopes].join(',') });
}

/** Writes down something the app sent that Slack would refuse, with the first place where it is wrong. */
export function recordRefusal(state: WorkspaceState, method: string, { error, faults: [first] }: ApiRefusal): void {
  state.refuse({ method, error, ...(first ? { pointer: first.pointer, message: first.message } : {}) });
}

/** One Web API method: the scope it needs, the shape of its arguments, what it does. */
export interface Method {
  /** One of these scopes suffices; empty: any valid token. */
  scopes: readonly string[];
  run(args: Readonly<Record<string, unknown>>, context: MethodContext): Record<string, unknown>;
}

/** A method whose arguments are read by a schema first. */
export function method<S extends z.ZodType>(
  scopes: readonly string[],
  schema: S,
  run: (args: z.infer<S>, context: MethodContext) => Record<string, unknown>,
): Method {
  return {
    scopes,
    run(args, context) {
      const parsed = schema.safeParse(args);
      if (parsed.success) return run(parsed.data, context);
      const faults = faultsOf(parsed.error, args);
      const messages = faults.map(
        ({ message, pointer }) => `[ERROR] ${message}${pointer ? ` [json-pointer:${pointer}]` : ''}`,
      );
      throw new ApiRefusal('invalid_arguments', faults, { response_metadata: { messages } });
    },
  };
}
