/** For a part that scrolls and may hold nothing that takes the focus: it must take it itself, or keys cannot scroll it. */
export const SCROLLED_BY_KEYS = { tabIndex: 0 };
