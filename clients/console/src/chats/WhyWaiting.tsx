/**
 * "Why is it still waiting?": what keeps each agent of the inbox from the chat, as the server sees it at this moment.
 *
 * Holds: asked when somebody looks, and again when the chat has moved: the facts of a minute ago explain nothing.
 */
import type { ConversationView, Considered as Fact } from "@deskbell/protocol";
import { Popover } from "@deskbell/ui";
import { useMemo } from "preact/hooks";
import { request } from "../http/client.ts";
import { describeProblem } from "../http/describe.ts";
import { createResource, useResource } from "../http/resource.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { Considered } from "./Considered.tsx";
import css from "./log.module.css";

interface Explanation {
  is_waiting: boolean;
  facts: Fact[];
}

export function WhyWaiting({ view }: { view: ConversationView }) {
  return (
    <Popover
      label={t("why.waiting")}
      placement="below"
      trigger={(props) => (
        <button {...props} type="button" class={css.why}>
          {t("why.ask")}
        </button>
      )}
    >
      {() => (
        <div class={css.whyBox}>
          <p class={css.whyTitle}>{t("why.waiting")}</p>
          <Reasons key={view.entries.at(-1)?.seq} view={view} />
        </div>
      )}
    </Popover>
  );
}

function Reasons({ view }: { view: ConversationView }) {
  const { live } = useWorkplace();
  const resource = useMemo(() => createResource(() => request<Explanation>("GET", `/conversations/${view.conversation}/why`)), [view.conversation]);
  const { data, problem } = useResource(resource);
  if (problem) return <p role="alert">{describeProblem(problem)}</p>;
  if (!data) return <p aria-busy="true">{t("kit.loading")}</p>;
  if (!data.is_waiting) return <p>{t("why.notAnyMore")}</p>;
  if (data.facts.length === 0) return <p>{t("assign.nobody")}</p>;
  const isManual = findInbox(live, view.inbox)?.mode === "manual";
  return (
    <>
      {isManual && <p>{t("why.manual")}</p>}
      <Considered facts={data.facts} />
    </>
  );
}
