/** What the API says about licences, as these screens use it. */
import type { Licence } from "@deskbell/protocol";

export interface Seats {
  licence: Licence;
  name: string;
  /** Null: there is no limit. */
  seats: number | null;
  assigned: number;
  /** Who holds it; empty where the reader is not the Owner. */
  members: { id: string; name: string }[];
}

/** One line of an assignment in bulk, and what would come of it. */
export interface AssignmentLine {
  line: number;
  email: string;
  name: string;
  /** Null where the line could not be read. */
  contact_center: boolean | null;
  live_chat: boolean | null;
  change: "none" | "changes";
  problem: string | null;
}

export interface Assignment {
  lines: AssignmentLine[];
  changed: number;
  faults: number;
  applied: boolean;
}
