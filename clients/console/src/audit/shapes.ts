/** What the HTTP API says about the audit log. */

/** One field that was changed. Empty is nothing. */
export interface ActDetail {
  field: string;
  before: string;
  after: string;
}

/** One line of the log: who did what to whom or what. */
export interface AuditAct {
  /** Counts up by one from 1, without gaps. */
  number: number;
  at: number;
  /** A member's id; "" is the system itself. */
  by: string;
  by_name: string;
  what: string;
  subject: string;
  subject_name: string;
  details: ActDetail[];
  address: string;
}

export interface ActsPage {
  acts: AuditAct[];
  total: number;
}

/** What came of checking each act against the one before it. */
export interface Verification {
  acts: number;
  ok: boolean;
  first_bad: number | null;
  /** What is wrong with it, in the server's words. */
  problem: string;
  /** The fingerprint of the newest act, and by the chain of all before it. */
  head: string;
}
