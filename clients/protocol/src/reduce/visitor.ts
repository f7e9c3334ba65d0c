/**
 * How a visitor's view follows the bodies of its stream.
 *
 * Owns: the twin of audience/reduce.py for `visitor:<conversation>`; both are held to the same test vectors.
 * Holds: the view is changed in place; view at n + bodies n+1 … m = view at m.
 */
import type { VisitorBody, VisitorView } from "../wire";

export function applyToVisitor(view: VisitorView, seq: number, at: number, body: VisitorBody): void {
  if (view.entries.length === 0) view.first_seq = seq;
  view.entries.push({ seq, at, body });
  if (body.type === "agent_joined") {
    view.state = "active";
    view.agent_name = body.name;
  } else if (body.type === "agent_left") {
    view.state = "waiting";
    view.agent_name = "";
  } else if (body.type === "ended") {
    view.state = "ended";
  }
}
