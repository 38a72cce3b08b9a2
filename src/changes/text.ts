/** A requester whose name is unknown, at the beginning of a sentence. */
export const THE_REQUESTER = 'The requester';
