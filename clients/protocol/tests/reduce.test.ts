/** The reducers do what their twins on the server do: both are held to the same vectors. */
import { describe, expect, it } from "vitest";
import { applyToBoard } from "../src/reduce/board";
import { applyToConversation } from "../src/reduce/conversation";
import { applyToMember } from "../src/reduce/member";
import { applyToTeam } from "../src/reduce/team";
import { applyToVisitor } from "../src/reduce/visitor";
import type { BodyOf, ServerEvent, StreamKind, ViewOf } from "../src/wire";

interface Vector {
  view_before: unknown;
  frames: ServerEvent[];
  view_after: unknown;
}

type Reducers = { [Kind in StreamKind]: (view: ViewOf[Kind], seq: number, at: number, body: BodyOf[Kind]) => void };

const REDUCERS: Reducers = {
  board: applyToBoard,
  conversation: applyToConversation,
  member: applyToMember,
  team: applyToTeam,
  visitor: applyToVisitor,
};

const files = import.meta.glob<Vector[]>("../test/vectors/*.json", { eager: true, import: "default" });

describe.each(Object.entries(REDUCERS))("the view of %s", (kind, apply) => {
  const vectors = files[`../test/vectors/${kind}.json`] ?? [];

  it("has vectors", () => expect(vectors.length).toBeGreaterThan(0));

  it.each(vectors.map((vector, number) => [number, vector] as const))("follows vector %i", (_, vector) => {
    const view = structuredClone(vector.view_before);
    for (const { seq, at, data } of vector.frames) apply(view as never, seq, at, data as never);
    expect(view).toEqual(vector.view_after);
  });
});
