/** What calls cost on a running server with 10,000 people on 2 cores, in milliseconds (docspace-api §13). */
const EVERY_CALL = 45;
const MEMBER_WRITTEN = 51;
const RENAME = 55;
/** A page of people, on top of what every call costs; a text search reads all people. */
const PEOPLE_PAGE = 55;
const TEXT_SEARCH = 100;
/** Writing an answer: 1.6 MB, a group of 1,000 members, take 125 ms. */
const ANSWER_BYTE = 125 / 1_600_000;
/** Membership rows of the measured portal; a smaller portal is counted as one of this size. */
const MEASURED_ROWS = 10_000;

/** The time calls take. Scale 0: none; 1: as measured. */
export class Costs {
  scale: number;
  readonly #membershipRows: () => number;

  constructor(scale: number, membershipRows: () => number) {
    this.scale = scale;
    this.#membershipRows = membershipRows;
  }

  /** Milliseconds for one member added or removed: the portal reads all its membership rows again for each. */
  memberMs(): number {
    const size = Math.max(1, this.#membershipRows() / MEASURED_ROWS);
    return this.scale * MEMBER_WRITTEN * size;
  }

  /** Milliseconds before the work of a call begins. */
  callMs(method: string, path: string): number {
    return this.scale * (EVERY_CALL + ownMs(method, path));
  }

  /** Milliseconds to write an answer of so many bytes. */
  answerMs(bytes: number): number {
    return this.scale * ANSWER_BYTE * bytes;
  }
}

function ownMs(method: string, path: string): number {
  if (method === 'PUT' && /^\/group\/[^/]+$/.test(path)) return RENAME;
  if (method !== 'GET' || !/^\/people(\/simple)?\/filter/.test(path)) return 0;
  return PEOPLE_PAGE + (/[?&]filterValue=[^&]/i.test(path) ? TEXT_SEARCH : 0);
}
