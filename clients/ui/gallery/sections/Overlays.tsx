/** What opens over the page. `open` names one that is open from the start, for a picture. */
import { useEffect, useState } from "preact/hooks";
import {
  Button, Card, Checkbox, Dialog, IconButton, IconInfo, IconMore, IconPencil, IconTrash, Menu, NumberField, Popover, showToast, TextField,
} from "../../src/index.ts";
import css from "../gallery.module.css";

export function Overlays({ open }: { open: string | null }) {
  const [shown, setShown] = useState<string | null>(open === "dialog" || open === "drawer" ? open : null);
  const [typed, setTyped] = useState("");
  useEffect(() => {
    if (open === "menu" || open === "popover" || open === "tooltip") document.getElementById(`open-${open}`)?.focus();
    if (open === "menu" || open === "popover") document.getElementById(`open-${open}`)?.click();
  }, [open]);
  const close = (): void => setShown(null);
  return (
    <Card title="Overlays">
      <div class={css.row}>
        <Button onClick={() => setShown("dialog")}>Dialog</Button>
        <Button onClick={() => setShown("drawer")}>Drawer</Button>
        <Menu
          label="Inbox"
          trigger={(props) => <IconButton {...props} id="open-menu" icon={IconMore} label="More" variant="secondary" />}
          items={[
            { label: "Edit", icon: IconPencil, shortcut: "enter", onSelect: () => undefined },
            { label: "Pause", hint: "The widget disappears until you resume.", onSelect: () => undefined },
            { label: "Merge", disabled: true, hint: "Only the Owner can do this.", onSelect: () => undefined },
            "-",
            { label: "Delete", icon: IconTrash, danger: true, onSelect: () => setShown("dialog") },
          ]}
        />
        <Popover label="Filter" trigger={(props) => <Button {...props} id="open-popover">Filter</Button>}>
          {(done) => (
            <div class={css.stack}>
              <TextField label="Agent" value={typed} onValue={setTyped} />
              <Checkbox label="Only mine" checked onChecked={() => undefined} />
              <Button size={24} onClick={done}>Apply</Button>
            </div>
          )}
        </Popover>
        <IconButton id="open-tooltip" icon={IconInfo} label="The assigned agent must accept the chat within this time frame" shortcut="i" />
        <Button onClick={() => showToast({ message: "Chat with Sofia Rossi ended.", onUndo: () => undefined })}>Toast</Button>
      </div>
      <Dialog
        open={shown === "dialog"}
        onClose={close}
        title="Delete “Shop”?"
        size="small"
        footer={
          <>
            <Button onClick={close}>Keep inbox</Button>
            <Button variant="danger" disabled={typed !== "Shop"}>Delete</Button>
          </>
        }
      >
        <p>2 chats are open now. Visitors will see “chat ended”. The widget stops for good. 4,120 past chats are kept.</p>
        <TextField label="Type the inbox name to delete" value={typed} onValue={setTyped} />
      </Dialog>
      <Dialog
        open={shown === "drawer"}
        onClose={close}
        title="Ann Berg"
        description="Member since March, serves two inboxes."
        placement="side"
        size="small"
        onSubmit={close}
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" type="submit">Save</Button>
          </>
        }
      >
        <NumberField label="Capacity" unit="chats" min={0} max={50} value={3} onValue={() => undefined} hint="Effective now: 2 of 4." />
        <TextField label="Skills" value="shipping, returns" onValue={() => undefined} />
      </Dialog>
    </Card>
  );
}
