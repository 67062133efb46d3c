/** One thing that was compared between this version and a chain. */
export interface Check {
  what: string;
  ok: boolean;
  /** What was found; where it is not what it should be, that as well. */
  detail: string;
}
