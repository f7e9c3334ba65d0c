/** /sign-in: and then back to where somebody wanted to go. */
import { useEffect } from "preact/hooks";
import { t } from "../language/language.ts";
import { navigate, searchParams } from "../routing/router.ts";
import { Gate } from "./Gate.tsx";
import { signedIn } from "./session.ts";
import { SignInForm } from "./SignInForm.tsx";
import css from "./gate.module.css";

export default function SignInPage() {
  const already = signedIn.value !== null;
  useEffect(() => {
    if (already) goOn();
  }, [already]);
  return (
    <Gate title={t("signIn.title")} lead={t("signIn.lead")}>
      <SignInForm onDone={goOn} />
      <p class={css.aside}>
        <a href="/forgot">{t("signIn.forgot")}</a>
      </p>
    </Gate>
  );
}

/** Only to an address of this console: a foreign one in the query would lead people away. */
function goOn(): void {
  const wanted = searchParams.value.get("next") ?? "/";
  navigate(/^\/(?![/\\])/.test(wanted) ? wanted : "/", { replace: true });
}
