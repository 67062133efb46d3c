/** How a statement is written. */
export const FORMS = ["advice", "settlements", "payment"] as const;
export type Form = (typeof FORMS)[number];
