/**
 * Handing the organisation over: to whom, what that means, and the Owner's password once more.
 *
 * Holds: only an active member can be chosen; afterwards this console has the rights that are left.
 */
import { Banner, Button, Dialog, ErrorSummary, IconSearch, RadioGroup, showToast, SkeletonRows, TextField } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { readProofFaults } from "../account/proof.ts";
import { describeField } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { Member } from "../http/shapes.ts";
import { memberList } from "../inboxes/data.ts";
import { t } from "../language/language.ts";
import { named } from "../people/filter.ts";
import { navigate } from "../routing/router.ts";
import { bareCode, CodeField } from "../session/CodeField.tsx";
import { refreshSession, signedIn } from "../session/session.ts";
import { handOver } from "./data.ts";
import css from "../settings/settings.module.css";

/** More names than this are searched rather than read. */
const NAMES_SHOWN = 6;

const FIELDS = ["member", "password", "code"] as const;

type Fault = Partial<Record<(typeof FIELDS)[number], string | undefined>>;

export function HandOverDialog({ onClose }: { onClose: () => void }) {
  const me = signedIn.value!;
  const members = useResource(memberList).data;
  const [chosen, setChosen] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<Fault>({});
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  const codeWanted = me.second_factor || problem?.code === "second_factor_needed" || problem?.code === "wrong_code";
  // A refused code is never right a second time.
  useEffect(() => setCode(""), [attempt]);

  const name = members?.find(({ id }) => id === chosen)?.name ?? "";
  const onSubmit = async (): Promise<void> => {
    const missing: Fault = {
      member: chosen === "" ? t("handOver.chooseFirst") : undefined,
      password: password === "" ? t("proof.passwordMissing") : undefined,
      code: codeWanted && code.trim() === "" ? t("code.missing") : undefined,
    };
    setWrong(missing);
    setChecked((count) => count + 1);
    if (Object.values(missing).some((one) => one !== undefined)) return;
    const done = await submit(() => handOver({ member: chosen, password, ...(codeWanted ? { code: bareCode(code) } : {}) }));
    if (!done) return;
    showToast({ tone: "ok", message: t("handOver.done", { name }) });
    onClose();
    await Promise.all([refreshSession(), memberList.refresh()]);
    navigate("/settings", { replace: true });
  };
  const refused = readProofFaults(problem);
  const fault: Fault = {
    member: wrong.member ?? describeField(problem, "member", t("handOver.to")),
    password: wrong.password ?? refused.password,
    code: wrong.code ?? refused.code,
  };
  const errors = [
    ...FIELDS.flatMap((field) => (fault[field] ? [{ fieldId: `hand-over-${field}`, message: fault[field] }] : [])),
    ...(refused.form ? [{ message: refused.form }] : []),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("handOver.title")}
      onSubmit={() => void onSubmit()}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="danger" type="submit" busy={busy}>
            {name === "" ? t("handOver.do") : t("handOver.doTo", { name })}
          </Button>
        </>
      }
    >
      <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
      {members ? <Choice members={members} chosen={chosen} onChosen={setChosen} error={fault.member} /> : <SkeletonRows rows={3} />}
      <Banner tone="warn" live="off" title={t("handOver.means")}>
        <ul class={css.list}>
          {(["handOver.means1", "handOver.means2", "handOver.means3"] as const).map((word) => (
            <li key={word}>{t(word)}</li>
          ))}
        </ul>
      </Banner>
      <TextField
        id="hand-over-password"
        label={t("field.password")}
        type="password"
        autocomplete="current-password"
        value={password}
        onValue={setPassword}
        error={fault.password}
        required
      />
      {codeWanted && <CodeField id="hand-over-code" value={code} onValue={setCode} error={fault.code} />}
    </Dialog>
  );
}

interface ChoiceProps {
  members: Member[];
  chosen: string;
  onChosen: (id: string) => void;
  error: string | undefined;
}

function Choice({ members, chosen, onChosen, error }: ChoiceProps) {
  const [search, setSearch] = useState("");
  const able = members
    .filter(({ active, role }) => active && role !== "owner")
    // Admins first: they are the likely ones.
    .toSorted((one, other) => one.role.localeCompare(other.role) || one.name.localeCompare(other.name));
  const found = able.filter((member) => named(member, search));
  const look = (text: string): void => {
    setSearch(text);
    // Who is out of sight is not chosen.
    onChosen("");
  };
  if (able.length === 0) return <Banner tone="warn" live="off" title={t("handOver.nobody")}>{t("handOver.nobodyHow")}</Banner>;
  return (
    <>
      {able.length > NAMES_SHOWN && (
        <TextField label={t("people.search")} type="search" icon={IconSearch} value={search} onValue={look} />
      )}
      <RadioGroup
        id="hand-over-member"
        label={t("handOver.to")}
        value={chosen}
        onValue={onChosen}
        options={found.slice(0, NAMES_SHOWN).map(({ id, name, email, role }) => ({ value: id, label: name, hint: `${t(`role.${role}`)} · ${email}` }))}
        error={error}
        required
      />
      {found.length > NAMES_SHOWN && <p class={css.quiet}>{t("people.moreOf", { count: found.length - NAMES_SHOWN })}</p>}
      {found.length === 0 && <p class={css.quiet}>{t("people.noneFits", { text: search })}</p>}
    </>
  );
}
