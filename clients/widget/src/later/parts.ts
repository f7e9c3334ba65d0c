/** What comes after the first load: waiting, leaving a message, transcript, polling; and the English words of these. */
import english from "../locale/en.later.json";
import { learn } from "../texts";

export { openPolling } from "@deskbell/protocol";
export { createAnnouncer } from "./announcing";
export { Interrupted, Leaving, Thanks } from "./leaving";
export { saveTranscript } from "./transcript";
export { Waiting } from "./waiting";

learn(english);
