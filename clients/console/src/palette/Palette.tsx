/**
 * The command palette: everything one can do or go to, by typing a few letters.
 *
 * Holds: actions of the screen under it, places, chats; each row shows the key that does the same, so that the palette
 * teaches itself away. The keyboard stays in the field; arrows choose.
 */
import { Dialog, Kbd } from "@deskbell/ui";
import { useMemo, useRef, useState } from "preact/hooks";
import { act, possibleActions } from "../keys/actions.ts";
import { KEYMAP, keyOf } from "../keys/keymap.ts";
import { t, type Word } from "../language/language.ts";
import { chooseStatus, whyNotNow } from "../live/actions.ts";
import { useWorkplace, type Workplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { prefer } from "../preferences/preferences.ts";
import { navigate } from "../routing/router.ts";
import { isOwner, managesInboxes, managesPeople } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { rankRows } from "./rank.ts";
import css from "./palette.module.css";

export interface PaletteRow {
  id: string;
  group: "command" | "place" | "chat";
  label: string;
  hint?: string;
  keys?: string;
  run: () => void;
}

/** More than a screenful is not read. */
const ROWS_MAX = 30;

export default function Palette({ onClose }: { onClose: () => void }) {
  const workplace = useWorkplace();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  // What could be done when it was opened: the dialog itself takes nothing away from that.
  const rows = useMemo(() => collectRows(workplace), [workplace]);
  const shown = rankRows(rows, wanted).slice(0, ROWS_MAX);
  const chosen = Math.min(at, shown.length - 1);
  const choose = (row: PaletteRow | undefined): void => {
    if (!row) return;
    onClose();
    // After the dialog has given the focus back: what runs may want to put it elsewhere.
    setTimeout(row.run);
  };
  const move = (to: number): void => {
    const next = (to + shown.length) % Math.max(1, shown.length);
    setAt(next);
    box.current?.querySelectorAll("[role=option]")[next]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(chosen + 1);
    else if (event.key === "ArrowUp") move(chosen - 1);
    else if (event.key === "Enter") choose(shown[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onClose={onClose} title={t("palette.title")}>
      <div ref={box} class={css.palette}>
        <input
          class={css.field}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-rows"
          aria-activedescendant={chosen >= 0 ? `palette-${chosen}` : undefined}
          aria-label={t("palette.open")}
          placeholder={t("palette.hint")}
          autocomplete="off"
          spellcheck={false}
          value={wanted}
          onInput={(event) => {
            setWanted(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id="palette-rows" class={css.rows} role="listbox" aria-label={t("palette.title")}>
          {shown.map((row, index) => (
            <Row key={row.id} row={row} index={index} chosen={index === chosen} heading={shown[index - 1]?.group !== row.group} onPoint={() => setAt(index)} onChoose={() => choose(row)} />
          ))}
        </div>
        {shown.length === 0 && <p class={css.none}>{t("palette.none", { text: wanted })}</p>}
      </div>
    </Dialog>
  );
}

interface RowProps {
  row: PaletteRow;
  index: number;
  chosen: boolean;
  heading: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Row({ row, index, chosen, heading, onPoint, onChoose }: RowProps) {
  return (
    <>
      {heading && (
        <div class={css.heading} role="presentation">
          {t(`palette.${row.group}`)}
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's, which keeps the focus */}
      <div id={`palette-${index}`} class={css.row} role="option" tabIndex={-1} aria-selected={chosen} onPointerMove={onPoint} onClick={onChoose}>
        <span class={css.label} dir="auto">
          {row.label}
        </span>
        {row.hint && <span class={css.hint}>{row.hint}</span>}
        {row.keys && <Kbd keys={row.keys} />}
      </div>
    </>
  );
}

function collectRows(workplace: Workplace): PaletteRow[] {
  return [...commandRows(), ...statusRows(workplace), ...placeRows(), ...chatRows(workplace)];
}

function commandRows(): PaletteRow[] {
  const offered = possibleActions.peek().filter((id) => "command" in KEYMAP[id]);
  const actions = offered.map<PaletteRow>((id) => ({
    id, group: "command", label: t(`command.${id}` as Word), keys: keyOf(id), run: () => act(id),
  }));
  const themes = (["light", "dark", "system"] as const).map<PaletteRow>((theme) => ({
    id: `theme-${theme}`, group: "command", label: t(`command.theme.${theme}`), run: () => prefer({ theme }),
  }));
  return [...actions, ...themes];
}

function statusRows({ live }: Workplace): PaletteRow[] {
  const myself = live.myself.peek();
  if (!myself?.contact_center || !myself.live_chat || whyNotNow(live) !== undefined) return [];
  return (["available", "busy", "away", "offline"] as const)
    .filter((status) => status !== myself.status)
    .map((status) => ({
      id: `status-${status}`, group: "command", label: t("command.setStatus", { status: t(`status.${status}`) }),
      run: () => void chooseStatus(live, status),
    }));
}

const OWNERS_PLACES: [string, Word][] = [
  ["/settings/groups", "settings.groups"],
  ["/settings/licences", "settings.licences"],
  ["/settings/organisation", "settings.organisation"],
  ["/settings/audit", "settings.audit"],
];

function placeRows(): PaletteRow[] {
  const me = signedIn.peek();
  const place = (href: string, word: Word): PaletteRow => ({ id: href, group: "place", label: t(word), run: () => navigate(href) });
  return [
    place("/chats", "frame.chats"),
    place("/messages", "frame.messages"),
    place("/account", "account.yours"),
    ...(me && managesInboxes(me) ? [place("/settings/inboxes", "settings.inboxes"), place("/settings/inboxes/new", "inboxes.new")] : []),
    ...(me && managesPeople(me) ? [place("/settings/people", "settings.people")] : []),
    ...(me && isOwner(me) ? OWNERS_PLACES.map(([href, word]) => place(href, word)) : []),
  ];
}

function chatRows({ live, lists }: Workplace): PaletteRow[] {
  const mine = lists.mine.peek().map(({ id, inbox, name }) => ({ id, inbox, name }));
  const known = new Set(mine.map(({ id }) => id));
  const others = lists.all.peek().filter(({ conversation }) => !known.has(conversation));
  const all = [...mine, ...others.map((row) => ({ id: row.conversation, inbox: row.inbox, name: row.visitor_name }))];
  return all.map(({ id, inbox, name }) => ({
    id: `chat-${id}`, group: "chat", label: name || t("visitor"), hint: findInbox(live, inbox)?.name ?? "",
    run: () => navigate(`/chats/${id}`),
  }));
}
