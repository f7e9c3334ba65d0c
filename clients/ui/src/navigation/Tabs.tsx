/**
 * Tabs over panels of one screen. For tabs that are addresses, use NavTabs.
 *
 * Holds: one tab is in the Tab order; arrows, Home and End move and choose at once; only the chosen panel exists.
 */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { rovingTarget } from "../focus/focus.ts";
import css from "./tabs.module.css";

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  count?: number;
  /** Drawn while chosen. */
  content: () => ComponentChildren;
}

export interface TabsProps<Id extends string> {
  label: string;
  tabs: Tab<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
}

export function Tabs<Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>) {
  const group = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role="tab"]')];
    const target = rovingTarget(event, all, { axis: "row" });
    const tab = target && tabs[all.indexOf(target)];
    if (!tab) return;
    event.preventDefault();
    target.focus();
    onSelect(tab.id);
  };
  return (
    <div class={css.tabs}>
      <div class={css.list} role="tablist" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${group}-${tab.id}`}
            class={css.tab}
            aria-selected={tab.id === selected}
            aria-controls={tab.id === selected ? `${group}-${tab.id}-panel` : undefined}
            tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
            {tab.count !== undefined && <span class={css.count}>{tab.count}</span>}
          </button>
        ))}
      </div>
      {tabs
        .filter((tab) => tab.id === selected)
        .map((tab) => (
          <div key={tab.id} role="tabpanel" id={`${group}-${tab.id}-panel`} class={css.panel} aria-labelledby={`${group}-${tab.id}`}>
            {tab.content()}
          </div>
        ))}
    </div>
  );
}
