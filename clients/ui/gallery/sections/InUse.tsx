/** Pieces put together as the console does: the look as a whole, and the one inverted surface. */
import { Avatar, Badge, Button, Card, CountdownRing, IconButton, IconNote, IconPaperclip, IconSend, IconTransfer, Pill, WaitTime } from "../../src/index.ts";
import css from "../gallery.module.css";

const NOW = Date.now();

export function InUse() {
  return (
    <Card flush class={css.wide} title="Chats" actions={<Pill tone="ok" dot="full">Live</Pill>}>
      <div class={css.console}>
        <div class={css.list}>
          <div class={css.offer} data-surface="inverse">
            <div class={css.offerTop}>
              <CountdownRing deadline={NOW + 14_500} totalSeconds={30} label="Time to accept" size={44} />
              <div class={css.grow}>
                <strong>Elif Demir</strong>
                <div class={css.secondary}>New chat · Shop · waiting 0:41</div>
              </div>
            </div>
            <div>“My card was charged twice for order 1184, can you look?”</div>
            <div class={css.offerTop}>
              <Button variant="primary" size={40} shortcut="mod+shift+enter">Accept</Button>
              <Button variant="quiet" size={40} shortcut="d">Decline</Button>
            </div>
          </div>
          <Row name="Omar Haddad" text="Where is my order?" since={NOW - 761_000} />
          <Row name="Lin Wei" text="I cannot sign in" since={NOW - 245_000} />
          <Row name="Sofia Rossi" text="Do you ship to Iceland?" since={NOW - 72_000} selected />
        </div>
        <div>
          <div class={css.item}>
            <Avatar name="Sofia Rossi" presence="available" />
            <div class={css.grow}>
              <strong>Sofia Rossi</strong>
              <div class={css.secondary}>on /shipping</div>
            </div>
            <Button icon={IconTransfer} shortcut="t">Transfer</Button>
            <Button shortcut="e">End</Button>
          </div>
          <div class={css.thread}>
            <div class={css.bubble}>Do you ship to Iceland? And how long does it take?</div>
            <div class={`${css.bubble} ${css.mine}`}>Yes, we do: four to nine working days.</div>
            <div class={css.note}>Ann: she asked the same last week, see the earlier chat.</div>
            <div class={css.item}>
              <IconButton icon={IconPaperclip} label="Attach a file" />
              <IconButton icon={IconNote} label="Internal note" shortcut="n" pressed />
              <span class={css.grow} />
              <Button variant="primary" icon={IconSend} shortcut="enter">Send</Button>
            </div>
          </div>
        </div>
      </div>
    </Card>
  );
}

function Row({ name, text, since, selected }: { name: string; text: string; since: number; selected?: boolean }) {
  return (
    <div class={css.item} data-selected={selected ? "" : undefined}>
      <Avatar name={name} />
      <div class={css.grow}>
        <strong>{name}</strong>
        <div class={css.secondary}>{text}</div>
      </div>
      <WaitTime since={since} targetSeconds={300} />
      <Badge count={selected ? 0 : 2} label="unread messages" />
    </div>
  );
}
