/**
 * A supervisor lets a chat that nobody has accepted go before the others of its inbox, or no longer.
 *
 * Holds: there is one step, not ten: whoever uses the numbers in between is a program.
 */
import { type ConversationView, PRIORITY_MAX, PRIORITY_MIN } from "@deskbell/protocol";
import { Button } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { prioritise, whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";

export function PriorityButton({ view }: { view: ConversationView }) {
  const { live, lists } = useWorkplace();
  const chat = lists.all.value.find((row) => row.conversation === view.conversation);
  if (!chat || !live.supervises.value) return null;
  const goesFirst = chat.priority > PRIORITY_MIN;
  const change = (): void => void prioritise(live, view.conversation, goesFirst ? PRIORITY_MIN : PRIORITY_MAX);
  return (
    <Button disabledReason={whyNotNow(live)} onClick={change}>
      {t(goesFirst ? "priority.usual" : "priority.first")}
    </Button>
  );
}
