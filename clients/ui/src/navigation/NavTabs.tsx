/** Tabs that are addresses: plain links, so that they can be opened elsewhere and found in the history. */
import css from "./tabs.module.css";

export interface NavTab {
  href: string;
  label: string;
  count?: number;
  current?: boolean;
}

export function NavTabs({ label, tabs }: { label: string; tabs: NavTab[] }) {
  return (
    <nav class={css.list} aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} class={css.tab} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
          {tab.count !== undefined && <span class={css.count}>{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}
