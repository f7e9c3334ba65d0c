/** /invite: somebody who was invited gives a name and a password, and is in. */
import { Banner, Button, ErrorSummary, SkeletonRows, TextField } from "@deskbell/ui";
import { useMemo, useState } from "preact/hooks";
import { post } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { createResource, useResource } from "../http/resource.ts";
import type { InvitationLook, SignedIn } from "../http/shapes.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { navigate } from "../routing/router.ts";
import { checkName, checkNewPassword, PASSWORD_CHARACTERS_MIN } from "./checks.ts";
import { forgetToken, useToken } from "./fragment.ts";
import { Gate } from "./Gate.tsx";
import { adopt } from "./session.ts";
import css from "./gate.module.css";

const PAGE = "invite";
/** The token is not even one: a piece of the link is missing. */
const BAD_REQUEST = 400;

export default function InvitePage() {
  const token = useToken(PAGE);
  const resource = useMemo(() => createResource(() => post<InvitationLook>("/invitations/look", { token })), [token]);
  const { data, problem } = useResource(resource);
  if (token === "" || problem) {
    return (
      <Gate title={t("invite.title")}>
        <Banner tone="warn" live="off" title={problem && problem.status !== BAD_REQUEST ? describeProblem(problem) : t("invite.noToken")}>
          {t("invite.noTokenHow")}
        </Banner>
      </Gate>
    );
  }
  if (!data) {
    return (
      <Gate title={t("invite.title")}>
        <SkeletonRows rows={2} />
      </Gate>
    );
  }
  return <AcceptForm token={token} look={data} />;
}

function AcceptForm({ token, look }: { token: string; look: InvitationLook }) {
  const [name, setName] = useState(look.name);
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState<{ name: string | undefined; password: string | undefined }>({ name: undefined, password: undefined });
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();

  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = { name: checkName(name), password: checkNewPassword(password) };
    setShown(wrong);
    setChecked((count) => count + 1);
    if (wrong.name || wrong.password) return;
    await submit(async () => {
      adopt(await post<SignedIn>("/invitations/accept", { token, name: name.trim(), password }));
      forgetToken(PAGE);
      navigate("/", { replace: true });
    });
  };

  const nameError = shown.name ?? describeField(problem, "name", t("field.yourName"));
  const passwordError = shown.password ?? describeField(problem, "password", t("field.password"));
  const errors = [
    ...(nameError ? [{ fieldId: "name", message: nameError }] : []),
    ...(passwordError ? [{ fieldId: "password", message: passwordError }] : []),
    ...(problem && problem.errors.length === 0 ? [{ message: describeProblem(problem) }] : []),
  ];
  return (
    <Gate title={t("invite.join", { organisation: look.organisation })} lead={t("invite.lead", { email: look.email })}>
      <form class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
        <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
        {/* So that a password manager files the password under the right account. */}
        <input type="hidden" name="username" autocomplete="username" value={look.email} />
        <TextField id="name" label={t("field.yourName")} autocomplete="name" value={name} onValue={setName} error={nameError} required />
        <TextField
          id="password"
          label={t("field.password")}
          type="password"
          autocomplete="new-password"
          hint={t("setUp.passwordHint", { count: PASSWORD_CHARACTERS_MIN })}
          value={password}
          onValue={setPassword}
          error={passwordError}
          required
        />
        <Button variant="primary" type="submit" busy={busy} busyLabel={t("invite.busy")}>
          {t("invite.accept")}
        </Button>
      </form>
    </Gate>
  );
}
