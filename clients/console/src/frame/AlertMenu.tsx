/**
 * The alerts of the waiting lists, in the top bar: how many, which is the most urgent, and all of them behind one press.
 *
 * Holds: nothing moves when one comes: its place is in the bar, and it is not there where there is nothing to say.
 */
import { IconWarning, Popover, useNow } from "@deskbell/ui";
import { type BoardAlert, describeAlert } from "../alerts/boardAlerts.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import css from "./alertMenu.module.css";

export function AlertMenu() {
  const { alerts } = useWorkplace();
  const standing = alerts.value;
  if (standing.length === 0) return null;
  return (
    <Popover
      label={t("boardAlert.menu", { count: standing.length })}
      placement="below-end"
      trigger={(props) => (
        <button {...props} type="button" class={css.trigger}>
          <IconWarning />
          <span class={css.count}>{t("boardAlert.menu", { count: standing.length })}</span>
        </button>
      )}
    >
      {(close) => (
        <ul class={css.alerts}>
          {standing.map((alert) => (
            <li key={alert.key}>
              <Line alert={alert} close={close} />
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function Line({ alert, close }: { alert: BoardAlert; close: () => void }) {
  const workplace = useWorkplace();
  const address = alert.kind === "round" ? `/chats/${alert.conversation}` : oldestIn(workplace, alert.inbox);
  return (
    <a class={css.alert} href={address} onClick={close}>
      {describeAlert(workplace, alert, useNow())}
    </a>
  );
}

/** The queue is in the order of turns. */
function oldestIn({ lists }: ReturnType<typeof useWorkplace>, inbox: string): string {
  const first = lists.queue.value.find((chat) => chat.inbox === inbox && chat.state === "waiting");
  return first ? `/chats/${first.conversation}` : "/chats";
}
