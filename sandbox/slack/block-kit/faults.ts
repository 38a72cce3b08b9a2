import type { z } from 'zod';

/** Something Slack would refuse, and where it stands. */
export interface BlockFault {
  code: string;
  message: string;
  /** JSON pointer, such as `/0/text/type`. */
  pointer: string;
}

/** The faults of a failed parse. */
export function faultsOf(error: z.ZodError): BlockFault[] {
  return error.issues.map((issue) => ({
    code: issue.code === 'custom' ? 'failed_constraint' : issue.code,
    message: issue.message,
    pointer: issue.path.map((part) => `/${String(part)}`).join(''),
  }));
}

/** A rule between several parts that no single schema sees. */
export function fault(pointer: string, message: string): BlockFault {
  return { code: 'failed_constraint', message, pointer };
}
