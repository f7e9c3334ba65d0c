/** What the HTTP API says about messages that visitors left. */

export type MessageState = "open" | "done";

export interface LeftMessage {
  /** The chat that ended with it. */
  conversation: string;
  inbox: string;
  inbox_name: string;
  contact: string;
  visitor_name: string;
  /** Empty once the visitor's words were erased. */
  email: string;
  opening: string;
  /** The beginning of his last words. */
  excerpt: string;
  left_at: number;
  state: MessageState;
  done_by: string;
  done_by_name: string;
  done_at: number | null;
  /** An e-mail went to him from here. */
  answered: boolean;
  answered_by: string;
  answered_by_name: string;
  answered_at: number | null;
}

export interface MessagesPageAnswer {
  messages: LeftMessage[];
  next: string | null;
}
