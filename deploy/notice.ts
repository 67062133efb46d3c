/** Seconds of notice before a caller of an evidence contract comes or goes: two days. */
export const CALLER_NOTICE = 2 * 24 * 60 * 60;

/** Days between the publication of a rule of catalogues or benefit plans and its first day. */
export const RULE_NOTICE = 7;
