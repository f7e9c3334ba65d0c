/** Over the page when the session has ended: sign in again, and everything written is still there. */
import { Button, Dialog } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { expired, signedIn, signOut } from "./session.ts";
import { SignInForm } from "./SignInForm.tsx";
import css from "./gate.module.css";

export function SignInDialog() {
  const session = signedIn.value;
  if (!expired.value || !session) return null;
  return (
    <Dialog
      open
      size="small"
      dismissible={false}
      onClose={() => undefined}
      title={t("expired.title")}
      description={t("expired.lead", { name: session.member.name })}
    >
      <SignInForm email={session.member.email} onDone={() => undefined} />
      <div class={css.buttons}>
        <Button variant="quiet" onClick={() => void signOut()}>
          {t("expired.someoneElse")}
        </Button>
      </div>
    </Dialog>
  );
}
