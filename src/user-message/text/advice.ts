/** The advice where nothing else helps. */
export const TRY_AGAIN = 'Try again in a minute.';

/** Said of outages, so that nobody looks for a mistake in what they entered. */
export const NOT_YOURS = 'It’s not something you did.';
