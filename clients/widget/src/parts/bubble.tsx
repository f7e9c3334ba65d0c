/** One message. Text only: what looks like an address becomes a link, nothing becomes markup. */
import type { ComponentChildren } from "preact";
import { splitLinks } from "../links";
import { t } from "../texts";

interface Props {
  mine: boolean;
  /** Who wrote it, where that was not said just above. */
  name?: string;
  text: string;
  /** What is said below it: the time, what became of it. */
  note: string;
  isFailed?: boolean;
  children?: ComponentChildren;
}

export function Bubble({ mine, name, text, note, isFailed, children }: Props) {
  return (
    <div class={`message ${mine ? "mine" : "theirs"} ${isFailed ? "failed" : ""}`}>
      {name && <span class="name">{name}</span>}
      {mine && <span class="unseen">{t("you")}: </span>}
      <p dir="auto">
        {splitLinks(text).map(({ text: part, href }, index) =>
          href ? (
            <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </p>
      {(note || children) && (
        <span class="note">
          {note} {children}
        </span>
      )}
    </div>
  );
}
