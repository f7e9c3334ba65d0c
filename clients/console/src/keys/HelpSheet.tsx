/** Every key of the console on one sheet. */
import { Button, Dialog, Kbd } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { prefer, preferences } from "../preferences/preferences.ts";
import { ACTION_IDS, type ActionId, KEYMAP, type KeyGroup } from "./keymap.ts";
import css from "./helpSheet.module.css";

const GROUPS: KeyGroup[] = ["everywhere", "offer", "list", "chat"];
/** The nine keys of "open chat n" are one line. */
const SHOWN_KEYS_MAX = 2;

export default function HelpSheet({ onClose }: { onClose: () => void }) {
  const singles = preferences.value.singleKeys;
  return (
    <Dialog open onClose={onClose} size="large" title={t("help.title")}>
      <div class={css.switch}>
        <p>{t(singles ? "help.singlesOn" : "help.singlesOff")}</p>
        <Button size={24} onClick={() => prefer({ singleKeys: !singles })}>
          {t(singles ? "help.switchOff" : "help.switchOn")}
        </Button>
      </div>
      <div class={css.groups}>
        {GROUPS.map((group) => (
          <section key={group} class={css.group} aria-label={t(`help.${group}`)}>
            <h3 class={css.title}>{t(`help.${group}`)}</h3>
            <dl class={css.keys}>
              {ACTION_IDS.filter((id) => KEYMAP[id].group === group).map((id) => (
                <Line key={id} id={id} />
              ))}
              {group === "chat" && (
                <>
                  <Fixed keys="enter" word="help.send" />
                  <Fixed keys="shift+enter" word="help.newLine" />
                </>
              )}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Line({ id }: { id: ActionId }) {
  const keys: readonly string[] = KEYMAP[id].keys;
  return (
    <div class={css.line}>
      <dt>{t(`command.${id}`)}</dt>
      <dd>
        {keys.length > SHOWN_KEYS_MAX ? (
          <>
            <Kbd spoken keys={keys[0]!} /> – <Kbd spoken keys={keys.at(-1)!} />
          </>
        ) : (
          keys.map((one) => <Kbd spoken key={one} keys={one} />)
        )}
      </dd>
    </div>
  );
}

function Fixed({ keys, word }: { keys: string; word: "help.send" | "help.newLine" }) {
  return (
    <div class={css.line}>
      <dt>{t(word)}</dt>
      <dd>
        <Kbd spoken keys={keys} />
      </dd>
    </div>
  );
}
