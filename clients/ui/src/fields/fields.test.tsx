import { render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { useState } from "preact/hooks";
import { describe, expect, it, vi } from "vitest";
import { focusFirstInvalid } from "../focus/focus.ts";
import { Checkbox } from "./Checkbox.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";
import { NumberField } from "./NumberField.tsx";
import { RadioGroup } from "./RadioGroup.tsx";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { Select } from "./Select.tsx";
import { Switch } from "./Switch.tsx";
import { Textarea } from "./Textarea.tsx";
import { TextField } from "./TextField.tsx";

const nothing = (): void => undefined;

function described(control: Element): string {
  const ids = control.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(" | ");
}

describe("text fields", () => {
  it("tie label, hint and error to the control, and announce the error politely", () => {
    const { rerender } = render(<TextField label="Name" hint="Unique." value="" onValue={nothing} />);
    const field = screen.getByLabelText("Name");
    expect(described(field)).toBe("Unique.");
    expect(field.hasAttribute("aria-invalid")).toBe(false);
    const place = document.querySelector('[aria-live="polite"]')!;
    rerender(<TextField label="Name" hint="Unique." error="Enter a name." value="" onValue={nothing} />);
    expect(place.textContent).toBe("Enter a name.");
    expect(described(field)).toBe("Unique. | Enter a name.");
    expect(field.getAttribute("aria-invalid")).toBe("true");
  });

  it("show a password on demand", async () => {
    render(<TextField label="Password" type="password" value="secret" onValue={nothing} />);
    const field = screen.getByLabelText<HTMLInputElement>("Password");
    expect(field.type).toBe("password");
    await userEvent.click(screen.getByRole("button", { name: "Show" }));
    expect(field.type).toBe("text");
  });

  it("count characters as people do and keep what is too long", async () => {
    function Message() {
      const [text, setText] = useState("👋".repeat(9));
      return <Textarea label="Message" value={text} onValue={setText} charactersMax={10} />;
    }
    render(<Message />);
    expect(screen.getByText("9 / 10")).toBeTruthy();
    expect(screen.getByRole("status").textContent).toBe("1 characters left");
    await userEvent.type(screen.getByLabelText("Message"), "ab");
    expect(screen.getByText("11 / 10")).toBeTruthy();
    expect(screen.getByRole("status").textContent).toBe("1 characters too many");
  });
});

describe("NumberField", () => {
  function Seconds({ told }: { told: (value: number | null) => void }) {
    const [value, setValue] = useState<number | null>(30);
    return (
      <NumberField label="Timing" unit="seconds" min={5} max={3600} value={value} onValue={(next) => { told(next); setValue(next); }} />
    );
  }

  it("steps with the arrows within its bounds", async () => {
    const told = vi.fn();
    render(<Seconds told={told} />);
    const field = screen.getByRole("spinbutton", { name: "Timing" });
    await userEvent.type(field, "{ArrowUp}{ArrowUp}{ArrowDown}");
    expect(told.mock.calls.flat()).toEqual([31, 32, 31]);
    await userEvent.clear(field);
    await userEvent.type(field, "5{ArrowDown}");
    expect(told.mock.lastCall).toEqual([5]);
  });

  it("keeps what is typed, even when it is no number, and says so", async () => {
    const told = vi.fn();
    render(<Seconds told={told} />);
    const field = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Timing" });
    await userEvent.clear(field);
    expect(told.mock.lastCall).toEqual([null]);
    expect(described(field)).toBe("");
    await userEvent.type(field, "1.5");
    expect(field.value).toBe("1.5");
    expect(told.mock.lastCall).toEqual([null]);
    expect(described(field)).toBe("Use a whole number.");
  });

  it("follows a value that is changed from outside", () => {
    const { rerender } = render(<NumberField label="Timing" value={30} onValue={nothing} />);
    rerender(<NumberField label="Timing" value={45} onValue={nothing} />);
    expect(screen.getByRole<HTMLInputElement>("spinbutton").value).toBe("45");
  });
});

describe("choices", () => {
  it("tell what was chosen", async () => {
    const told = vi.fn();
    render(
      <>
        <Select label="Zone" value="utc" onValue={told} options={[{ value: "utc", label: "UTC" }, { value: "madrid", label: "Madrid" }]} />
        <RadioGroup label="Mode" value="auto" onValue={told} options={[{ value: "auto", label: "Auto" }, { value: "manual", label: "Manual", hint: "By hand." }]} />
        <Checkbox label="Ann Berg" checked={false} onChecked={told} />
        <Switch label="Sounds" checked onChecked={told} />
        <SegmentedControl label="Type" value="all" onValue={told} segments={[{ value: "all", label: "All" }, { value: "mail", label: "Email" }]} />
      </>,
    );
    await userEvent.selectOptions(screen.getByLabelText("Zone"), "madrid");
    await userEvent.click(screen.getByRole("radio", { name: "Manual" }));
    await userEvent.click(screen.getByLabelText("Ann Berg"));
    await userEvent.click(screen.getByRole("switch", { name: "Sounds" }));
    await userEvent.click(screen.getByRole("radio", { name: "Email" }));
    expect(told.mock.calls.flat()).toEqual(["madrid", "manual", true, false, "mail"]);
    expect(described(screen.getByRole("radio", { name: "Manual" }))).toBe("By hand.");
    expect(screen.getByRole("radiogroup", { name: "Mode" })).toBeTruthy();
  });

  it("show that some of a check box's choices are taken", () => {
    render(<Checkbox label="All" partly checked={false} onChecked={nothing} />);
    expect(screen.getByLabelText<HTMLInputElement>("All").indeterminate).toBe(true);
  });
});

describe("ErrorSummary", () => {
  it("takes the focus at each attempt and leads to the fields", async () => {
    const errors = [{ fieldId: "name", message: "Enter a name." }];
    const form = (attempt: number) => (
      <>
        <ErrorSummary title="Not created" errors={errors} attempt={attempt} />
        <TextField id="name" label="Name" value="" onValue={nothing} error="Enter a name." />
      </>
    );
    const { rerender } = render(form(1));
    const summary = screen.getByRole("alert");
    expect(document.activeElement).toBe(summary);
    await userEvent.click(screen.getByRole("link", { name: "Enter a name." }));
    expect(document.activeElement).toBe(screen.getByLabelText("Name"));
    rerender(form(2));
    expect(document.activeElement).toBe(summary);
  });

  it("is absent without errors", () => {
    render(<ErrorSummary title="Not created" errors={[]} />);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("focusFirstInvalid", () => {
  it("reaches into a group of radio buttons", () => {
    const { container } = render(<RadioGroup label="Mode" error="Choose one." value="" onValue={nothing} options={[{ value: "auto", label: "Auto" }]} />);
    expect(focusFirstInvalid(container)).toBe(true);
    expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Auto" }));
  });
});
