/**
 * Passing a chat on: to an agent of its inbox, who is asked first, or to another inbox.
 *
 * Holds: who cannot take it can be seen, with the reason, and not be chosen; a refusal is shown where the choice was made,
 * which stays. Whoever has moved his own chat is taken to his next one.
 */
import { REASON_CHARACTERS_MAX, type ConversationView } from "@deskbell/protocol";
import { Banner, Button, countCharacters, Dialog, IconSearch, RadioGroup, showToast, Tabs, Textarea, TextField, type Tab } from "@deskbell/ui";
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { request, sayNo, whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { requestWithRoom, type Outcome } from "../live/overriding.ts";
import { navigate } from "../routing/router.ts";
import { agentCandidates, inboxCandidates, type Candidate } from "./candidates.ts";
import css from "./transfer.module.css";

type Way = "agent" | "inbox";

/** What each way says. */
const WORDS = {
  agent: { search: "transfer.searchAgents", none: "transfer.noAgents", choose: "transfer.chooseAgent", act: "transfer.ask", actName: "transfer.askName" },
  inbox: { search: "transfer.searchInboxes", none: "transfer.noInboxes", choose: "transfer.chooseInbox", act: "transfer.move", actName: "transfer.moveName" },
} as const;

export interface TransferDialogProps {
  view: ConversationView;
  onClose: () => void;
}

export default function TransferDialog({ view, onClose }: TransferDialogProps) {
  const workplace = useWorkplace();
  const { live } = workplace;
  const [way, setWay] = useState<Way>("agent");
  const [chosen, setChosen] = useState("");
  const [search, setSearch] = useState("");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState("");
  const [missing, setMissing] = useState(false);
  const sending = useSending(view, onClose);
  const field = useRef<HTMLInputElement>(null) as RefObject<HTMLInputElement>;
  const candidates = way === "agent" ? agentCandidates(workplace, view) : inboxCandidates(live, view);
  const choice = candidates.find(({ id, able }) => id === chosen && able);

  const choose = (id: string): void => {
    setChosen(id);
    setMissing(false);
    setProblem("");
  };
  const look = (text: string): void => {
    setSearch(text);
    const able = candidates.filter((one) => one.able && fits(one, text));
    // The one who is left is meant; whoever is out of sight is not.
    choose(text.trim() !== "" && able.length === 1 ? able[0]!.id : "");
  };
  const turn = (to: Way): void => {
    setWay(to);
    setSearch("");
    choose("");
  };
  const submit = async (): Promise<void> => {
    if (!choice) return setMissing(true);
    if (noteFault(note)) return;
    const outcome = await sending.send(way, choice.id, note.trim());
    setProblem(typeof outcome === "object" ? sayNo(live, outcome) : "");
  };
  const content = () => (
    <div class={css.panel}>
      <p class={css.how}>{way === "inbox" ? t("transfer.toInboxHow") : describeKeeping(view, live.me)}</p>
      {candidates.length === 0 ? (
        <p class={css.none}>{t(WORDS[way].none, { inbox: findInbox(live, view.inbox)?.name ?? "" })}</p>
      ) : (
        <>
          <TextField label={t(WORDS[way].search)} labelHidden placeholder={t(WORDS[way].search)} type="search" icon={IconSearch} value={search} onValue={look} inputRef={field} />
          <Choice way={way} view={view} search={search} candidates={candidates} chosen={choice?.id ?? ""} onChosen={choose} missing={missing} />
        </>
      )}
    </div>
  );
  const tabs: Tab<Way>[] = [
    { id: "agent", label: t("transfer.agent"), content },
    { id: "inbox", label: t("transfer.inbox"), content },
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("transfer.title", { name: view.visitor_name || t("visitor") })}
      onSubmit={() => void submit()}
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" type="submit" busy={sending.busy} disabledReason={whyNotNow(live)}>
            {choice ? t(WORDS[way].actName, { name: choice.name }) : t(WORDS[way].act)}
          </Button>
        </>
      }
    >
      {problem !== "" && <Banner tone="bad" live="assertive" title={problem} />}
      <Tabs label={t("transfer.way")} tabs={tabs} selected={way} onSelect={turn} />
      <Textarea
        label={t("transfer.note")}
        hint={t("transfer.noteHint")}
        optional
        rows={2}
        value={note}
        onValue={setNote}
        charactersMax={REASON_CHARACTERS_MAX}
        error={noteFault(note)}
      />
    </Dialog>
  );
}

function describeKeeping(view: ConversationView, me: string): string {
  return view.agent === me ? t("transfer.toAgentYours") : t("transfer.toAgentHow", { owner: view.agent_name });
}

function noteFault(note: string): string | undefined {
  if (countCharacters(note.trim()) <= REASON_CHARACTERS_MAX) return undefined;
  return t("problem.fieldAllowed", {
    label: t("transfer.note"), problem: t("fault.tooLong"), allowed: t("fault.characters", { min: 0, max: REASON_CHARACTERS_MAX }),
  });
}

interface ChoiceProps {
  way: Way;
  view: ConversationView;
  search: string;
  candidates: Candidate[];
  chosen: string;
  onChosen: (id: string) => void;
  missing: boolean;
}

function Choice({ way, view, search, candidates, chosen, onChosen, missing }: ChoiceProps) {
  const { live } = useWorkplace();
  const found = candidates.filter((one) => fits(one, search));
  if (found.length === 0) return <p class={css.none}>{t("palette.none", { text: search.trim() })}</p>;
  return (
    <div class={css.choices}>
      <RadioGroup
        label={way === "agent" ? t("transfer.agents", { inbox: findInbox(live, view.inbox)?.name ?? "" }) : t("transfer.inboxes")}
        value={chosen}
        onValue={onChosen}
        options={found.map(({ id, name, hint, able }) => ({ value: id, label: name, hint, disabled: !able }))}
        error={missing ? t(WORDS[way].choose) : undefined}
        required
      />
    </div>
  );
}

function fits({ name }: Candidate, search: string): boolean {
  return name.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
}

/** Asks the floor, and closes the dialog when it was done. */
function useSending(view: ConversationView, onClose: () => void) {
  const { live, lists } = useWorkplace();
  const [busy, setBusy] = useState(false);
  const { conversation } = view;
  const send = async (way: Way, to: string, note: string): Promise<Outcome> => {
    if (busy) return "kept";
    setBusy(true);
    const words = note === "" ? {} : { note };
    const outcome =
      way === "agent"
        ? await requestWithRoom(live, { verb: "transfer", conversation, agent: to, ...words })
        : ((await request(live, { verb: "move", conversation, inbox: to, ...words })) ?? "done");
    setBusy(false);
    if (outcome !== "done") return outcome;
    onClose();
    if (way === "inbox") leave(to);
    return outcome;
  };
  const leave = (to: string): void => {
    // Its owner is told by his own stream.
    if (view.agent !== live.me) {
      const visitor = view.visitor_name || t("visitor");
      return void showToast({ tone: "ok", message: t("transferNews.movedTo", { visitor, inbox: findInbox(live, to)?.name ?? "" }) });
    }
    const next = lists.mine.peek().find(({ id }) => id !== conversation);
    navigate(next ? `/chats/${next.id}` : "/chats");
  };
  return { busy, send };
}
