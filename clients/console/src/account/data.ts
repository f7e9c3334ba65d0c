/** What several cards of the account page show, and one of them changes. */
import { get } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { SessionLine } from "./shapes.ts";

export const sessionList = createResource(async () => (await get<{ sessions: SessionLine[] }>("/session/sessions")).sessions);
