/** Tabs that are addresses: plain links, so that they can be opened elsewhere and found in the history. */
import { useEffect, useRef } from "preact/hooks";
import css from "./tabs.module.css";

export interface NavTab {
  href: string;
  label: string;
  count?: number;
  current?: boolean;
}

export function NavTabs({ label, tabs }: { label: string; tabs: NavTab[] }) {
  const list = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  // On a narrow screen the tabs scroll, and the one that is open may be beyond the edge.
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <nav ref={list} class={css.list} aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} class={css.tab} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
          {tab.count !== undefined && <span class={css.count}>{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}
