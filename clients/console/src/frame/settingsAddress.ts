/** Where "Settings" leads: to the first part that this member may use. */
import { managesInboxes, managesPeople, type Rights } from "../session/rights.ts";

/** Null: there is nothing to set for this member. */
export function settingsAddress(me: Rights | null): string | null {
  if (me && managesInboxes(me)) return "/settings/inboxes";
  return me && managesPeople(me) ? "/settings/people" : null;
}
