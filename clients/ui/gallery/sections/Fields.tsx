/** Every field, empty, filled, wrong and disabled. */
import { useState } from "preact/hooks";
import {
  Card, Checkbox, ErrorSummary, IconSearch, NumberField, RadioGroup, SegmentedControl, Select, Switch, Textarea, TextField,
} from "../../src/index.ts";
import css from "../gallery.module.css";

export function Fields() {
  const [name, setName] = useState("Shop");
  const [seconds, setSeconds] = useState<number | null>(30);
  const [mode, setMode] = useState<"auto" | "manual">("auto");
  const [on, setOn] = useState(true);
  const [text, setText] = useState("Are you still there? We close this chat for now.");
  const [filter, setFilter] = useState("all");
  const [zone, setZone] = useState("Europe/Madrid");
  const nothing = (): void => undefined;
  return (
    <Card title="Fields">
      <div class={css.stack}>
        <ErrorSummary
          title="The inbox could not be created"
          errors={[{ fieldId: "gallery-email", message: "Enter an e-mail address such as ann@shop.example." }]}
        />
        <div class={css.pair}>
          <TextField label="Inbox name" value={name} onValue={setName} charactersMax={100} hint="Unique in your organisation." />
          <TextField id="gallery-email" label="E-mail" type="email" value="ann@" onValue={nothing} error="Enter an e-mail address such as ann@shop.example." />
          <TextField label="Password" type="password" autocomplete="new-password" value="correct horse" onValue={nothing} hint="12 characters or more." />
          <TextField label="Search" labelHidden icon={IconSearch} type="search" placeholder="Search agents" value="" onValue={nothing} />
          <NumberField label="Reassignment timing" unit="seconds" min={5} max={3600} value={seconds} onValue={setSeconds} />
          <Select label="Time zone" value={zone} onValue={setZone} options={[{ value: "Europe/Madrid", label: "Europe/Madrid" }, { value: "UTC", label: "UTC" }]} />
          <TextField label="Phone" optional value="" onValue={nothing} placeholder="+34 600 000 000" />
          <TextField label="Type" value="Live chat" onValue={nothing} disabled hint="Cannot be changed later." />
        </div>
        <Textarea label="Message" value={text} onValue={setText} charactersMax={200} />
        <RadioGroup
          label="Assignment mode"
          value={mode}
          onValue={setMode}
          options={[
            { value: "auto", label: "Auto", hint: "The longest-waiting chat is offered to a free agent." },
            { value: "manual", label: "Manual", hint: "A supervisor gives each chat to an agent." },
          ]}
        />
        <div class={css.row}>
          <Checkbox label="Ann Berg" checked={on} onChecked={setOn} />
          <Checkbox label="All agents" partly checked={false} onChecked={nothing} />
          <Checkbox label="Zoe Martin" checked={false} onChecked={nothing} />
          <Checkbox label="Not available" disabled checked onChecked={nothing} />
        </div>
        <Checkbox label="I accept the terms" checked={false} onChecked={nothing} error="Tick this to go on." hint="Needed once." />
        <Switch wide label="Time out action" hint="Tidies up after visitors who went away." checked={on} onChecked={setOn} />
        <Switch label="Play sounds" checked={!on} onChecked={(next) => setOn(!next)} />
        <SegmentedControl
          label="Type"
          value={filter}
          onValue={setFilter}
          segments={[{ value: "all", label: "All", count: 5 }, { value: "chat", label: "Live chat", count: 3 }, { value: "mail", label: "Email", count: 1 }]}
        />
      </div>
    </Card>
  );
}
