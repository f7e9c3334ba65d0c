/** Buttons in every kind, size and state, key caps, and the icons. */
import * as kit from "../../src/index.ts";
import type { Icon } from "../../src/index.ts";
import css from "../gallery.module.css";

const { Button, Card, CopyField, IconButton, Kbd } = kit;
const icons = Object.entries(kit).filter(([name]) => /^Icon(?!Button)/.test(name)) as [string, Icon][];

export function Actions() {
  return (
    <Card title="Actions">
      <div class={css.stack}>
        <div class={css.row}>
          <Button variant="primary">Create inbox</Button>
          <Button>Back</Button>
          <Button variant="quiet">Skip</Button>
          <Button variant="danger" icon={kit.IconTrash}>Delete</Button>
        </div>
        <div class={css.row}>
          <Button size={24}>Assign</Button>
          <Button size={32} shortcut="t">Transfer</Button>
          <Button size={40} variant="primary">Accept</Button>
          <Button size={44} variant="primary">Start chat</Button>
        </div>
        <div class={css.row}>
          <Button variant="primary" busy busyLabel="Saving…">Save</Button>
          <Button disabled>Disabled</Button>
          <Button disabledReason="You are offline.">Transfer</Button>
          <Button href="#elsewhere" icon={kit.IconExternal}>Test page</Button>
        </div>
        <div class={css.row}>
          {([24, 32, 40, 44] as const).map((size) => (
            <IconButton key={size} size={size} icon={kit.IconPaperclip} label={`Attach, ${size}`} variant="secondary" />
          ))}
          <IconButton icon={kit.IconSound} label="Sound" pressed />
          <IconButton icon={kit.IconMore} label="More" />
          <Kbd keys="mod+k" /> <Kbd keys="shift+enter" /> <Kbd keys="g c" /> <Kbd keys="?" />
        </div>
        <CopyField label="Put this on your site" value={'<script async src="https://chat.example/w/k3Y9.js"></script>'} />
        <div class={css.icons}>
          {icons.map(([name, Shape]) => (
            <span key={name} title={name}>
              <Shape size={20} />
            </span>
          ))}
        </div>
      </div>
    </Card>
  );
}
