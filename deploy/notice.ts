/** Seconds of notice before a caller of an evidence contract comes or goes: two days. */
export const CALLER_NOTICE = 2 * 24 * 60 * 60;
