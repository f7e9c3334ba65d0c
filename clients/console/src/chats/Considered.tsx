/** A list of agents with the fact that decided about each: "why him?", or "why is it with nobody?". */
import type { Considered as Fact } from "@deskbell/protocol";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findMember } from "../live/lists.ts";
import { describeConsidered } from "./systemWords.ts";
import css from "./log.module.css";

export function Considered({ facts }: { facts: readonly Fact[] }) {
  const { live } = useWorkplace();
  return (
    <ul class={css.whyList}>
      {facts.map((one) => (
        <li key={one.agent} data-chosen={one.why === "chosen" || undefined}>
          <span>{findMember(live, one.agent)?.name ?? t("member.gone")}</span>
          <span class={css.whyFact}>{describeConsidered(one)}</span>
        </li>
      ))}
    </ul>
  );
}
