/** A requester whose name is not known: at the beginning of a sentence. */
export const THE_REQUESTER = 'The requester';
