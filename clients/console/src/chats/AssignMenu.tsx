/**
 * A supervisor gives a waiting chat to an agent of its inbox.
 *
 * Holds: each agent is listed with status and load, those who can take it first; the others stay in the list with the
 * reason, because "why not Ann?" is a question people have.
 */
import type { ConversationView, TeamMemberState } from "@deskbell/protocol";
import { Button, IconChevronDown, Menu, type MenuItem } from "@deskbell/ui";
import { describeStatus } from "../frame/StatusMenu.tsx";
import { t } from "../language/language.ts";
import { whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { assign } from "../live/overriding.ts";
import css from "./chats.module.css";

export function AssignMenu({ view }: { view: ConversationView }) {
  const { live, loads } = useWorkplace();
  const inbox = findInbox(live, view.inbox);
  const members = live.team.seen.value?.view.members ?? {};
  const agents = (inbox?.agents ?? []).map((id) => members[id]).filter((one): one is TeamMemberState => one !== undefined);
  const candidates = agents
    .map((agent) => ({ agent, load: loads.value.get(agent.member) ?? 0, why: whyNot(agent) }))
    .toSorted((one, other) => Number(one.why !== undefined) - Number(other.why !== undefined) || one.load - other.load);
  const items = candidates.map<MenuItem>(({ agent, load, why }) => ({
    label: agent.member === live.me ? t("assign.me", { name: agent.name }) : agent.name,
    hint: `${why ?? describeStatus(agent)} · ${t("frame.load", { load, capacity: agent.capacity })}`,
    checked: view.agent === agent.member,
    disabled: view.agent === agent.member,
    onSelect: () => void assign(live, view.conversation, agent.member),
  }));
  return (
    <Menu
      label={t("assign.menu")}
      placement="below-end"
      items={items.length > 0 ? items : [{ heading: t("assign.nobody") }]}
      trigger={(props) => (
        <Button {...props} disabledReason={whyNotNow(live)}>
          <span class={css.withArrow}>
            {t("assign.do")}
            <IconChevronDown size={14} />
          </span>
        </Button>
      )}
    />
  );
}

/** What the server will most likely say no for. It decides: the choice stays open, and its answer is shown. */
function whyNot(agent: TeamMemberState): string | undefined {
  if (!agent.active) return t("passed.deactivated");
  if (!agent.contact_center || !agent.live_chat) return t("passed.no_licence");
  if (agent.connection === "gone") return t("passed.unreachable");
  if (agent.on_hold || agent.status !== "available") return describeStatus(agent);
  return undefined;
}
