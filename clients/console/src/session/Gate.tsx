/** The frame of the pages in front of the console: the mark, one card, nothing else. */
import { IconBell } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { t } from "../language/language.ts";
import { usePageTitle } from "../frame/pageTitle.ts";
import css from "./gate.module.css";

export interface GateProps {
  title: string;
  lead?: ComponentChildren;
  wide?: boolean;
  children?: ComponentChildren;
}

export function Gate({ title, lead, wide = false, children }: GateProps) {
  usePageTitle(title);
  return (
    <main class={css.gate}>
      <div class={wide ? `${css.column} ${css.wide}` : css.column}>
        <p class={css.brand}>
          <span class={css.mark}>
            <IconBell size={20} />
          </span>
          {t("app.name")}
        </p>
        <div class={css.card}>
          <h1>{title}</h1>
          {lead !== undefined && <div class={css.lead}>{lead}</div>}
          {children}
        </div>
      </div>
    </main>
  );
}
