/** Messages that visitors left, over HTTP. Whatever changes one is news for every list and count. */
import { get, post, query } from "../http/client.ts";
import { tellMessageNews } from "../live/leftMessages.ts";
import type { LeftMessage, MessagesPageAnswer, MessageState } from "./shapes.ts";

export interface Question {
  state: MessageState;
  inbox: string;
}

export const loadMessages = (question: Question, limit: number, before?: string): Promise<MessagesPageAnswer> =>
  get(`/offline-messages${query({ ...question, before, limit })}`);
export const loadMessage = (id: string): Promise<LeftMessage> => get(`/offline-messages/${id}`);

export const finish = (id: string): Promise<LeftMessage> => change(`/offline-messages/${id}/done`);
export const reopen = (id: string): Promise<LeftMessage> => change(`/offline-messages/${id}/reopen`);
export const answer = (id: string, text: string): Promise<LeftMessage> => change(`/offline-messages/${id}/reply`, { text });

/** Also when it was refused: then somebody else was faster, and that is news. */
async function change(path: string, body?: object): Promise<LeftMessage> {
  try {
    return await post<LeftMessage>(path, body);
  } finally {
    tellMessageNews();
  }
}
