/** What a screen says about itself: banners, pills, people, waiting, nothing, trouble. */
import { Avatar, Badge, Banner, Button, Card, EmptyState, ErrorState, IconChat, Pill, SkeletonRows, WaitTime } from "../../src/index.ts";
import css from "../gallery.module.css";

export function States() {
  const now = Date.now();
  return (
    <div class={css.stack}>
      <Card title="States">
        <div class={css.stack}>
          <Banner live="off" title="Reconnecting in 4 s." tone="warn" actions={<Button size={24}>Try now</Button>}>What you write is kept and sent then.</Banner>
          <Banner live="off" title="Ravi changed this 5 s ago.">Look at both versions before you save.</Banner>
          <Banner live="off" title="The widget was seen on shop.example." tone="ok" onDismiss={() => undefined} />
          <Banner live="off" title="Nobody can accept chats." tone="bad">All agents of this inbox are away.</Banner>
          <div class={css.row}>
            <Pill tone="ok" dot="full">Available</Pill>
            <Pill tone="bad" dot="half">Busy</Pill>
            <Pill tone="warn" dot="ring">Away</Pill>
            <Pill dot="ring">Offline</Pill>
            <Pill tone="accent">shipping</Pill>
            <Badge count={3} label="waiting" />
            <Badge count={120} label="waiting" tone="neutral" />
            <Badge count={7} label="late" tone="bad" />
          </div>
          <div class={css.row}>
            {["Ann Berg", "Ravi Patel", "Zoe Martin", "林伟", "Omar Haddad", "X"].map((name) => (
              <Avatar key={name} name={name} named presence={name === "Ann Berg" ? "available" : name === "X" ? "away" : undefined} />
            ))}
            <Avatar name="Ann Berg" size={40} named presence="busy" />
            <Avatar name="Ann Berg" size={24} named />
          </div>
          <div class={css.row}>
            <WaitTime since={now - 41_000} targetSeconds={300} />
            <WaitTime since={now - 200_000} targetSeconds={300} />
            <WaitTime since={now - 761_000} targetSeconds={300} />
          </div>
        </div>
      </Card>
      <Card flush>
        <EmptyState icon={IconChat} title="No inbox yet." action={<Button variant="primary">Create your first inbox</Button>}>
          An inbox collects the chats of one site or team.
        </EmptyState>
      </Card>
      <Card flush>
        <ErrorState title="The list of inboxes could not be loaded." onRetry={() => undefined} requestId="8f3a-11c2">
          Nothing was lost. Try again, or look whether you are online.
        </ErrorState>
      </Card>
      <Card flush>
        <SkeletonRows rows={3} />
      </Card>
    </div>
  );
}
