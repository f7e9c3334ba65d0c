/** Hands the live data to every screen behind the sign-in. */
import { createBrowserWorld, watchBrowser, type World } from "@deskbell/protocol";
import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { createBoardAlerts, type BoardAlert } from "../alerts/boardAlerts.ts";
import { post } from "../http/client.ts";
import { asProblem } from "../http/problem.ts";
import { createLists, createLoads, type Lists } from "./lists.ts";
import { Live } from "./live.ts";
import { Notes } from "./notes.ts";
import { keepUnsent } from "./unsent.ts";

export interface Workplace {
  live: Live;
  lists: Lists;
  loads: ReadonlySignal<ReadonlyMap<string, number>>;
  /** What a supervisor has to know of the waiting lists. */
  alerts: ReadonlySignal<BoardAlert[]>;
  notes: Notes;
  stop: () => void;
}

const WorkplaceContext = createContext<Workplace | null>(null);

export const WorkplaceProvider = WorkplaceContext.Provider;

export function useWorkplace(): Workplace {
  const workplace = useContext(WorkplaceContext);
  if (!workplace) throw new Error("useWorkplace: no workplace above this component");
  return workplace;
}

export function useLive(): Live {
  return useWorkplace().live;
}

/** Opens the live data for a member. `world` is what the protocol runs in: a browser, or a test. */
export function openWorkplace(me: string, world: World = browserWorld()): Workplace {
  const live = new Live(me, world);
  const lists = createLists(live);
  const unwatch = watchBrowser(live.session);
  const unkeep = keepUnsent(live);
  live.start();
  const stop = (): void => {
    unwatch();
    unkeep();
    live.stop();
  };
  return { live, lists, loads: createLoads(lists), alerts: createBoardAlerts({ live, lists }), notes: new Notes(live), stop };
}

function browserWorld(): World {
  return createBrowserWorld(location.origin, "console", async () => {
    try {
      return (await post<{ ticket: string }>("/session/ticket")).ticket;
    } catch (thrown) {
      // Null tells the connection to stop; anything else is tried again.
      if (asProblem(thrown).status === 401) return null;
      throw thrown;
    }
  });
}
