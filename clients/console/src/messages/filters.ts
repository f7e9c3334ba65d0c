/** What the list is narrowed by. It stands in the address, so that it survives a reload and can be handed on. */
import { replaceSearch, searchParams } from "../routing/router.ts";
import type { Question } from "./data.ts";
import type { MessageState } from "./shapes.ts";

export function readQuestion(): Question {
  const params = searchParams.value;
  return { state: params.get("state") === "done" ? "done" : "open", inbox: params.get("inbox") ?? "" };
}

export const showState = (state: MessageState): void => replaceSearch({ state: state === "open" ? "" : state });
export const showInbox = (inbox: string): void => replaceSearch({ inbox });

/** The address of a message, or of the list, with the list as it is. */
export function addressOf(conversation?: string): string {
  const search = searchParams.value.toString();
  return `/messages${conversation === undefined ? "" : `/${conversation}`}${search === "" ? "" : `?${search}`}`;
}
