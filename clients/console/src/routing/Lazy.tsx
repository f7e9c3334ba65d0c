/**
 * A page whose code is fetched when it is first asked for.
 *
 * Holds: nothing is shown for the first 200 ms, then the page's skeleton; a failed download can be tried again.
 */
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A page that comes faster than this needs no skeleton: it would only flicker. */
const PATIENCE_MS = 200;

export interface LazyPage<Props> {
  name: string;
  load: () => Promise<ComponentType<Props>>;
  /** There once it was loaded. */
  component: ComponentType<Props> | undefined;
}

/** Describes a page; `load` it early where it is likely to be needed next. */
export function lazyPage<Props>(name: string, bring: () => Promise<ComponentType<Props>>): LazyPage<Props> {
  let coming: Promise<ComponentType<Props>> | undefined;
  const page: LazyPage<Props> = {
    name,
    component: undefined,
    load: () => (coming ??= fetchOnce()),
  };
  const fetchOnce = async (): Promise<ComponentType<Props>> => {
    try {
      page.component = await bring();
      return page.component;
    } catch (trouble) {
      // The next attempt is a new one.
      coming = undefined;
      throw trouble;
    }
  };
  return page;
}

export interface LazyProps<Props> {
  page: LazyPage<Props>;
  props: Props;
  waiting: ComponentChildren;
  failed: (retry: () => void) => ComponentChildren;
}

export function Lazy<Props extends object>({ page, props, waiting, failed }: LazyProps<Props>) {
  const [state, setState] = useState<"loading" | "slow" | "failed">("loading");
  // Whether it is there is read off the page itself; this only draws anew once it is.
  const [, setArrived] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (page.component) {
      // Somebody else has brought it since this was drawn.
      setArrived(true);
      return undefined;
    }
    setState("loading");
    const timer = setTimeout(() => setState((now) => (now === "loading" ? "slow" : now)), PATIENCE_MS);
    page
      .load()
      .then(() => setArrived(true))
      .catch(() => setState("failed"))
      .finally(() => clearTimeout(timer));
    return () => clearTimeout(timer);
  }, [page, attempt]);
  const Page = page.component;
  if (Page) return <Page {...props} />;
  if (state === "failed") return <>{failed(() => setAttempt(attempt + 1))}</>;
  return state === "slow" ? <>{waiting}</> : null;
}
