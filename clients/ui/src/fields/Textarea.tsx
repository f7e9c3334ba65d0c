/** Several lines of text. Grows with its contents where the browser can do that. */
import type { Ref } from "preact";
import { Counter } from "./Counter.tsx";
import { FieldFrame, type FieldProps } from "./FieldFrame.tsx";
import css from "./field.module.css";

export interface TextareaProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  onBlur?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** Shows a counter; see TextField. */
  charactersMax?: number;
  rows?: number;
  placeholder?: string;
  spellcheck?: boolean;
  readOnly?: boolean;
  inputRef?: Ref<HTMLTextAreaElement>;
}

export function Textarea(props: TextareaProps) {
  const { value, onValue, onBlur, onKeyDown, charactersMax, rows = 3, placeholder, spellcheck, readOnly, name, disabled, inputRef } = props;
  return (
    <FieldFrame {...props} counter={charactersMax !== undefined && <Counter value={value} charactersMax={charactersMax} />}>
      {(control) => (
        <textarea
          {...control}
          ref={inputRef}
          class={`${css.control} ${css.textarea}`}
          rows={rows}
          value={value}
          // What is written has a direction of its own; an empty field has the page's.
          dir={value === "" ? undefined : "auto"}
          name={name}
          disabled={disabled}
          readOnly={readOnly}
          placeholder={placeholder}
          spellcheck={spellcheck}
          onInput={(event) => onValue(event.currentTarget.value)}
          onBlur={onBlur}
          onKeyDown={onKeyDown}
        />
      )}
    </FieldFrame>
  );
}
