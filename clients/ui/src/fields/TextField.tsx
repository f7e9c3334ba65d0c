/** One line of text: also e-mail, address, search and password, which can be shown. */
import type { InputHTMLAttributes, Ref } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../actions/IconButton.tsx";
import type { Icon } from "../icons/createIcon.tsx";
import { IconEye } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import { Counter } from "./Counter.tsx";
import { FieldFrame, type FieldProps } from "./FieldFrame.tsx";
import css from "./field.module.css";

export interface TextFieldProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  onBlur?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  type?: "text" | "email" | "url" | "tel" | "search" | "password" | "date";
  /** Shows a counter. Longer text can still be typed and is marked, so that a pasted text is not cut silently. */
  charactersMax?: number;
  icon?: Icon;
  placeholder?: string;
  autocomplete?: InputHTMLAttributes["autocomplete"];
  inputMode?: InputHTMLAttributes["inputMode"];
  spellcheck?: boolean;
  readOnly?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { value, onValue, onBlur, onKeyDown, type = "text", charactersMax, icon: Shape, inputRef } = props;
  const { placeholder, autocomplete, inputMode, spellcheck, readOnly, name, disabled } = props;
  const [revealed, setRevealed] = useState(false);
  const framed = Shape !== undefined || type === "password";
  return (
    <FieldFrame {...props} counter={charactersMax !== undefined && <Counter value={value} charactersMax={charactersMax} />}>
      {(control) => {
        const input = (
          <input
            {...control}
            ref={inputRef}
            class={framed ? undefined : css.control}
            // Preact's types tie each input type to its roles; ours all have the role of a text box or search box.
            type={(revealed ? "text" : type) as "text"}
            value={value}
            name={name}
            disabled={disabled}
            readOnly={readOnly}
            placeholder={placeholder}
            autocomplete={autocomplete}
            inputMode={inputMode}
            spellcheck={spellcheck}
            onInput={(event) => onValue(event.currentTarget.value)}
            onBlur={onBlur}
            onKeyDown={onKeyDown}
          />
        );
        if (!framed) return input;
        return (
          <div class={`${css.control} ${css.framed}`}>
            {Shape && <Shape class={css.unit} />}
            {input}
            {type === "password" && (
              <IconButton
                size={24}
                icon={IconEye}
                label={kitWord(revealed ? "hide" : "show")}
                pressed={revealed}
                class={css.reveal}
                onClick={() => setRevealed(!revealed)}
              />
            )}
          </div>
        );
      }}
    </FieldFrame>
  );
}
