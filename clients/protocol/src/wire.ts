// Generated from src/deskbell/wire by `python -m deskbell.wire.typescript`. Do not edit.

// ── The wire: what travels on a socket, in both directions, and nothing about how ──

export const PROTOCOL_VERSION = 1;

export const FRAME_BYTES_MAX = 65536;

// ── The words of the floor: names, kinds and bounds that every other file uses ──

/** 26 lower-case base32 characters; made by the caller, never by the floor. */
export type Id = string;

/** Milliseconds since the Unix epoch, UTC, by the server's steady clock. */
export type Instant = number;

export type Milliseconds = number;

export type ActorKind = "member" | "visitor" | "system";

export type Role = "owner" | "admin" | "member";

/**
 * What a permission group may hold (product, section 2).
 *
 * phone_system: Inbox Management. conversations: see all chats, assign, force a transfer, change another's status.
 * reports: performance and export of all. canned_responses: manage the organisation's. members: invite and manage Members.
 */
export type Permission = "phone_system" | "conversations" | "reports" | "canned_responses" | "members";

export type Licence = "contact_center" | "live_chat";

/** What a member chose. It never changes by itself (product, section 6). */
export type Status = "available" | "busy" | "away" | "offline";

/** attached: a console is open. leased: none is, but the lease still runs. gone: unreachable. */
export type Connection = "attached" | "leased" | "gone";

export type AssignmentMode = "auto" | "manual";

/** The states a chat can have on the floor (`transitions.py`); a closed chat has left it. */
export type ChatState = "opened" | "waiting" | "offered" | "active";

export type InactivityAction = "close" | "message" | "message_and_close";

/** What the customer's silence is measured from: our latest answer to him, or his own latest message. */
export type InactivityBasis = "agent_reply" | "customer_message";

export type CloseReason =
  | "agent"
  | "visitor"
  | "abandoned"
  | "message_left"
  | "inactivity"
  | "inbox_deleted"
  | "blocked"
  | "merged"
  | "system";

/** How an offer ends when it is not accepted (routing, "States"). */
export type OfferEnding = "declined" | "expired" | "lost" | "rescinded";

/** How a transfer ends when the agent asked does not take the chat: it stays with its owner (product, section 7). */
export type TransferEnding = "declined" | "expired" | "lost" | "cancelled" | "withdrawn";

/** Why a chat began to wait. */
export type QueueCause = "opened" | "moved" | "agent_lost" | "agent_deactivated";

/** Why an offer was rescinded, or a transfer withdrawn. */
export type RescindCause =
  | "chat_closed"
  | "reassigned"
  | "taken_over"
  | "moved"
  | "owner_gone"
  | "inbox_changed"
  | "member_changed"
  | "status_changed";

/** Why an agent was passed over for an offer, or "chosen"; "free" where nothing was decided (routing, "Why"). */
export type PassedOver =
  | "offline"
  | "away"
  | "busy"
  | "unreachable"
  | "on_hold"
  | "at_capacity"
  | "no_licence"
  | "deactivated"
  | "just_declined"
  | "more_loaded"
  | "offered_more_recently"
  | "ready_later"
  | "known_to_another"
  | "free"
  | "chosen";

export const NAME_CHARACTERS_MAX = 100;

export const OFFER_SECONDS_MIN = 5;

export const OFFER_SECONDS_MAX = 3600;

export const OFFER_SECONDS_DEFAULT = 30;

export const CAPACITY_MIN = 1;

export const CAPACITY_MAX = 50;

export const CAPACITY_DEFAULT = 3;

export const SEATS_MAX = 1000000;

export const GROUPS_MAX = 50;

export const MESSAGE_CHARACTERS_MAX = 4000;

export const REASON_CHARACTERS_MAX = 200;

export const EMAIL_CHARACTERS_MAX = 254;

export const AGENTS_PER_INBOX_MAX = 1000;

export const PRIORITY_MIN = 0;

export const PRIORITY_MAX = 9;

export const PRIORITY_DEFAULT = 0;

export const GRACE_SECONDS_MIN = 1;

export const GRACE_SECONDS_MAX = 3600;

/** How long an accepted chat stays with an agent who cannot be reached any more (product, section 6). */
export const GRACE_SECONDS_DEFAULT = 60;

export const ABANDON_MINUTES_MIN = 1;

export const ABANDON_MINUTES_MAX = 1440;

/** How long a chat waits on after its visitor has left the page. */
export const ABANDON_MINUTES_DEFAULT = 30;

export const INACTIVITY_MINUTES_MIN = 1;

export const INACTIVITY_MINUTES_MAX = 432000;

export const INACTIVITY_CHARACTERS_MAX = 200;

/** What an inbox does when the customer stays silent (product, section 8). `message` is empty for "close". */
export interface Inactivity {
  minutes: number;
  action: InactivityAction;
  message: string;
  basis: InactivityBasis;
}

/**
 * One agent looked at for an offer, and the fact that decided about him.
 *
 * `load` and `capacity` are his figures at that moment, for "at_capacity 3/3".
 */
export interface Considered {
  agent: Id;
  why: PassedOver;
  load: number;
  capacity: number;
}

/** How many agents an offer names with their reasons: the chosen one and those nearest to being chosen. */
export const CONSIDERED_MAX = 20;

/** Of how many chats taken in the last hour an inbox remembers how long they waited, for the visitors' estimate. */
export const WAITS_REMEMBERED_MAX = 200;

// ── Refusals: why not. Data with a stable code, never an exception ──

export type RefusalCode =
  | "unknown_conversation"
  | "already_open"
  | "unknown_inbox"
  | "unknown_member"
  | "unknown_group"
  | "group_in_use"
  | "too_many_groups"
  | "too_many_members"
  | "no_seat"
  | "seats_in_use"
  | "licence_missing"
  | "not_allowed"
  | "not_agent_of_inbox"
  | "chat_closed"
  | "chat_not_waiting"
  | "chat_taken"
  | "not_your_chat"
  | "offer_expired"
  | "offer_ended"
  | "offer_taken"
  | "you_elsewhere"
  | "at_capacity"
  | "override_off"
  | "transfer_pending"
  | "transfer_ended"
  | "chat_not_active"
  | "claiming_off"
  | "not_licensed"
  | "deactivated"
  | "unavailable"
  | "name_taken"
  | "invalid"
  | "cid_conflict"
  | "order"
  | "busy";

// ── Close codes of the socket: 4000 to 4499 mean "reconnect", 4500 to 4999 "stop" (delivery, "The client") ──

/** The node drains or restarts. */
export const CLOSE_GOING_AWAY = 4000;

/** The outbox was full, or nothing was read for 10 s; resume from your position. */
export const CLOSE_SLOW_READER = 4008;

/** No hello within 10 s. */
export const CLOSE_NO_HELLO = 4010;

/** No pong within 10 s of a ping. */
export const CLOSE_NO_PONG = 4012;

/** Too many sockets or frames at the moment. */
export const CLOSE_TRY_LATER = 4029;

/** The server lost its footing (a failed commit); it recovers within seconds. */
export const CLOSE_TROUBLE = 4030;

/** The client does not speak this protocol. */
export const CLOSE_PROTOCOL = 4500;

/** The ticket is unknown, used or too old: fetch a new one and reconnect. */
export const CLOSE_BAD_TICKET = 4401;

/** The session has ended: sign in again. */
export const CLOSE_REVOKED = 4503;

/** More sockets than one visitor, agent or address may have. */
export const CLOSE_TOO_MANY = 4504;

/** From here on a client does not reconnect by itself. */
export const CLOSE_STOP_FROM = 4500;

// ── Frames from the client to the server (delivery, "Frames") ──

/** An id. The length is bounded as well: Python's `$` also matches before a line feed at the end. */
export type IdText = string;

/** A UUID made by the client: one per logical message or action, the same on every retry. */
export type RequestId = string;

/**
 * 1 to MESSAGE_CHARACTERS_MAX characters, not blank. The floor says so, with the request's own id: a frame that
 * cannot be decoded has none to answer to.
 */
export type MessageText = string;

export type StreamName = string;

export type Sequence = number;

/** A count that both databases and every client can hold. */
export type Count = number;

export const STREAMS_PER_HELLO_MAX = 200;

/** Where a client stands in a stream. No epoch and seq 0: "I have nothing yet". */
export interface Position {
  id: StreamName;
  epoch?: string;
  seq?: Sequence;
}

/** Must be the first frame. `ticket` is single-use and lives 30 s. */
export interface ClientHello {
  t: "hello";
  v: Count;
  ticket: string;
  client?: string;
  streams?: Position[];
}

/** A message. `prev` is the cid of this sender's message before it, where there is one in this session. */
export interface ClientSend {
  t: "send";
  cid: RequestId;
  conversation: IdText;
  body: MessageText;
  prev?: RequestId | null;
}

/** Accept offer number `offer` of the chat. */
export interface AskAccept {
  verb: "accept";
  conversation: IdText;
  offer: Count;
}

/** Decline offer number `offer` of the chat. */
export interface AskDecline {
  verb: "decline";
  conversation: IdText;
  offer: Count;
  reason?: string;
}

/** Take a waiting chat. */
export interface AskClaim {
  verb: "claim";
  conversation: IdText;
}

/** A supervisor gives the chat to `agent`; `beyond` his capacity only where the organisation allows that. */
export interface AskAssign {
  verb: "assign";
  conversation: IdText;
  agent: IdText;
  beyond?: boolean;
}

/** A supervisor gives a chat that waits another priority; higher goes first. */
export interface AskPrioritise {
  verb: "prioritise";
  conversation: IdText;
  priority: number;
}

export type TransferNote = string;

/** Ask `agent` to take the chat over. */
export interface AskTransferTo {
  verb: "transfer";
  conversation: IdText;
  agent: IdText;
  note?: TransferNote;
  beyond?: boolean;
}

/** Take the chat over: accept its transfer number `transfer`. */
export interface AskAcceptTransfer {
  verb: "accept_transfer";
  conversation: IdText;
  transfer: Count;
}

/** Decline transfer number `transfer` of the chat. */
export interface AskDeclineTransfer {
  verb: "decline_transfer";
  conversation: IdText;
  transfer: Count;
  reason?: string;
}

/** Take transfer number `transfer` of the chat back. */
export interface AskCancelTransfer {
  verb: "cancel_transfer";
  conversation: IdText;
  transfer: Count;
}

/** Give the chat to another inbox, where it waits with its age. */
export interface AskMove {
  verb: "move";
  conversation: IdText;
  inbox: IdText;
  note?: TransferNote;
}

/** A supervisor takes the chat himself, whoever has it. */
export interface AskTakeOver {
  verb: "take_over";
  conversation: IdText;
  beyond?: boolean;
}

/** The visitor's verb: wait no longer, be answered at `email`; `body` is a last message, or empty. */
export interface AskLeaveMessage {
  verb: "leave_message";
  conversation: IdText;
  email: string;
  body?: MessageText;
}

/** Write an internal note. */
export interface AskNote {
  verb: "note";
  conversation: IdText;
  body: MessageText;
}

/** End the chat. Also the visitor's verb. */
export interface AskClose {
  verb: "close";
  conversation: IdText;
}

/** Choose a status; for another member only as a supervisor. */
export interface AskSetStatus {
  verb: "status";
  status: Status;
  reason?: string;
  member?: IdText | null;
}

/** "I am back": ends a hold; for another member only as a supervisor. */
export interface AskReturn {
  verb: "return";
  member?: IdText | null;
}

export type Ask =
  | AskAccept
  | AskDecline
  | AskClaim
  | AskAssign
  | AskPrioritise
  | AskTransferTo
  | AskAcceptTransfer
  | AskDeclineTransfer
  | AskCancelTransfer
  | AskMove
  | AskTakeOver
  | AskLeaveMessage
  | AskNote
  | AskClose
  | AskSetStatus
  | AskReturn;

/** Ask for something to happen. `rid` is the request id; the same `rid` has one effect and one answer. */
export interface ClientDo {
  t: "do";
  rid: RequestId;
  ask: Ask;
}

/** Follow more streams, each from a position. */
export interface ClientSubscribe {
  t: "sub";
  streams: Position[];
}

/** Follow these streams no longer. */
export interface ClientUnsubscribe {
  t: "unsub";
  streams: StreamName[];
}

/** "I have read up to here", in the numbering of the stream this viewer follows. */
export interface ClientMark {
  t: "mark";
  conversation: IdText;
  seq: Sequence;
}

/** A signal that may be lost: typing on or off. */
export interface ClientEphemeral {
  t: "eph";
  conversation: IdText;
  typing: boolean;
}

/** The answer to `ping`. */
export interface ClientPong {
  t: "pong";
  n: Count;
}

/** The client leaves on purpose. */
export interface ClientBye {
  t: "bye";
}

export type ClientFrame =
  | ClientHello
  | ClientSend
  | ClientDo
  | ClientSubscribe
  | ClientUnsubscribe
  | ClientMark
  | ClientEphemeral
  | ClientPong
  | ClientBye;

export type ErrCode =
  | "malformed"
  | "too_large"
  | "hello_first"
  | "hello_twice"
  | "unknown_stream"
  | "rate_limited"
  | "not_allowed";

// ── Frames from the server to the client (delivery, "Frames") ──

/** A stream the client follows now, and how far it reaches. */
export interface StreamHead {
  id: string;
  epoch: string;
  head: number;
}

/** What this server accepts. */
export interface Limits {
  frame_bytes: number;
  message_characters: number;
}

/** The answer to `hello`: who the server takes you for, its clock, and the heartbeat interval in ms. */
export interface ServerWelcome {
  t: "welcome";
  session: string;
  me: string;
  now: Instant;
  hb: Milliseconds;
  limits: Limits;
  streams: StreamHead[];
}

/** Number `seq` of stream `s`: what changed in what this viewer sees. `data` is a body of `bodies.py`. */
export interface ServerEvent {
  t: "ev";
  s: string;
  seq: number;
  type: string;
  at: Instant;
  data: Body;
}

/** Committed. `id` is the cid or rid, `seq` the number in the sender's own stream, 0 where it has none. */
export interface ServerAck {
  t: "ack";
  id: string;
  seq: number;
  at: Instant;
  dup: boolean;
}

/** A definite no. `retry`: the same request may succeed after `after_ms`. */
export interface ServerNack {
  t: "nack";
  id: string;
  code: string;
  detail: string;
  retry: boolean;
  after_ms: Milliseconds;
  field: string;
  agent: string;
}

/** Forget what you have of stream `s`; `view` (of `views.py`) is what is seen at `head` of `epoch`. */
export interface ServerResync {
  t: "resync";
  s: string;
  epoch: string;
  head: number;
  view: View;
}

/** A signal that may be lost. `who` is "visitor" or a member id; `read` is how far, in stream `s`. */
export interface ServerEphemeral {
  t: "eph";
  s: string;
  who: string;
  name: string;
  typing: boolean | null;
  read: number | null;
}

/** Where the visitor of stream `s` stands, from 1, and how long it may take; null: nobody knows. It may be lost. */
export interface ServerQueue {
  t: "queue";
  s: string;
  place: number;
  estimate_ms: Milliseconds | null;
}

/** Are you there? Answer with `pong` and the same number. */
export interface ServerPing {
  t: "ping";
  n: number;
}

/** This node stops: reconnect after `within_ms`. */
export interface ServerDrain {
  t: "drain";
  within_ms: Milliseconds;
}

/** The frame could not be taken; `id` finds it in the server's log. Nothing else is said (security, 21). */
export interface ServerErr {
  t: "err";
  code: ErrCode;
  id: string;
  s: string;
}

export type ServerFrame =
  | ServerWelcome
  | ServerEvent
  | ServerAck
  | ServerNack
  | ServerResync
  | ServerEphemeral
  | ServerQueue
  | ServerPing
  | ServerDrain
  | ServerErr;

// ── Bodies: what an `ev` frame says happened, in the words of the kind of viewer it is for ──

/** Who wrote an entry, as staff sees him: a member with his id, the visitor, or the system. */
export interface Writer {
  kind: ActorKind;
  id: Id;
  name: string;
}

/** The visitor began the chat. */
export interface OpenedBody {
  type: "opened";
  inbox: Id;
  contact: Id;
  visitor_name: string;
}

/** It began to wait. Where it was moved: from which inbox, by whom, and his words. */
export interface QueuedBody {
  type: "queued";
  inbox: Id;
  since: Instant;
  cause: QueueCause;
  visitor_left: Instant;
  moved_from: Id;
  by: Id;
  by_name: string;
  note: string;
}

/** A message both sides see. `cid` lets the sender find its own pending message. */
export interface MessageBody {
  type: "message";
  author: Writer;
  text: string;
  cid: string;
}

/** An internal note. */
export interface NoteBody {
  type: "note";
  author: Writer;
  text: string;
  cid: string;
}

/** It was offered to `agent`; `considered` answers "why him?". `beyond`: over his capacity, by a supervisor. */
export interface OfferedBody {
  type: "offered";
  offer: number;
  agent: Id;
  agent_name: string;
  expires_at: Instant;
  by: Id;
  beyond: boolean;
  considered: Considered[];
}

/** The offer ended without being accepted; the chat waits again. */
export interface EndedBody {
  type: "offer_ended";
  offer: number;
  agent: Id;
  agent_name: string;
  ending: OfferEnding;
  cause: RescindCause | null;
  reason: string;
}

/** All agents may be offered this chat again. */
export interface RoundBeganBody {
  type: "round_began";
  round: number;
}

/** `agent` owns it now: accepted or claimed. */
export interface TakenBody {
  type: "taken";
  agent: Id;
  agent_name: string;
  claimed: boolean;
  beyond: boolean;
}

/** `agent` is asked to take the chat over until `expires_at`; its owner goes on meanwhile. */
export interface TransferAskedBody {
  type: "transfer_asked";
  transfer: number;
  agent: Id;
  agent_name: string;
  by: Id;
  by_name: string;
  note: string;
  expires_at: Instant;
  beyond: boolean;
}

/** The agent asked does not take it; it stays with its owner. */
export interface TransferEndedBody {
  type: "transfer_ended";
  transfer: number;
  agent: Id;
  agent_name: string;
  ending: TransferEnding;
  cause: RescindCause | null;
  reason: string;
}

/** `agent` has it now instead of `released`: he accepted transfer number `transfer`, or took it over (0). */
export interface TransferredBody {
  type: "transferred";
  transfer: number;
  agent: Id;
  agent_name: string;
  released: Id;
  released_name: string;
  beyond: boolean;
}

/** A supervisor gave the chat another priority in the queue; higher goes first. */
export interface PrioritisedBody {
  type: "prioritised";
  priority: number;
  by: Id;
  by_name: string;
}

/** The visitor left the page, or is back. */
export interface VisitorPresenceBody {
  type: "visitor_presence";
  here: boolean;
}

/** The visitor waits no longer and is to be answered at this address. */
export interface MessageLeftBody {
  type: "message_left";
  email: string;
}

/** The customer stayed silent for `minutes`; the inbox does this about it. */
export interface IdledBody {
  type: "idled";
  minutes: number;
  action: InactivityAction;
}

/** The chat ended. */
export interface ClosedBody {
  type: "closed";
  reason: CloseReason;
  by: Id;
  by_name: string;
}

export type EndCause = "visitor" | "agent" | "inactivity" | "inbox_closed" | "absence" | "message_left";

/** A message as the visitor sees it: `mine`, or from a person with a name. */
export interface YourMessageBody {
  type: "message";
  mine: boolean;
  name: string;
  text: string;
  cid: string;
}

/** A person answers now. */
export interface AgentJoinedBody {
  type: "agent_joined";
  name: string;
}

/** Whoever answered is gone; the chat waits again, with its old place. */
export interface AgentLeftBody {
  type: "agent_left";
}

/** The chat is over, and why as far as the visitor sees it: he ended it, or our side did (`agent`). */
export interface ChatEndedBody {
  type: "ended";
  cause: EndCause;
}

/** The chat exists. */
export interface ChatStartedBody {
  type: "started";
}

/** A chat waits in this inbox. */
export interface BoardWaitingBody {
  type: "chat_waiting";
  conversation: Id;
  visitor_name: string;
  opening: string;
  opened_at: Instant;
  since: Instant;
  priority: number;
  number: number;
  visitor_left: Instant;
}

/** It left this board for that of another inbox. */
export interface BoardMovedBody {
  type: "chat_moved";
  conversation: Id;
}

/** Its visitor left the page, or is back. */
export interface BoardVisitorBody {
  type: "chat_visitor";
  conversation: Id;
  here: boolean;
}

/** It has another priority now, and so another place in the queue. */
export interface BoardPriorityBody {
  type: "chat_priority";
  conversation: Id;
  priority: number;
}

/** Everyone willing has declined or missed it; all are asked again. */
export interface BoardRoundBody {
  type: "chat_round";
  conversation: Id;
  round: number;
}

/** `agent` is asked to take it over; this takes a place of his. */
export interface BoardTransferBody {
  type: "chat_transfer";
  conversation: Id;
  agent: Id;
  expires_at: Instant;
}

/** It stays with its owner. */
export interface BoardTransferEndedBody {
  type: "chat_transfer_ended";
  conversation: Id;
}

/** It is on offer. */
export interface BoardOfferedBody {
  type: "chat_offered";
  conversation: Id;
  offer: number;
  agent: Id;
  expires_at: Instant;
}

/** The offer ended; the chat waits again with its old place. */
export interface BoardOfferEndedBody {
  type: "chat_offer_ended";
  conversation: Id;
  offer: number;
  agent: Id;
  agent_name: string;
  ending: OfferEnding;
  assigned_by: Id;
}

/** An agent has it. */
export interface BoardTakenBody {
  type: "chat_taken";
  conversation: Id;
  agent: Id;
}

/** It left the board. */
export interface BoardClosedBody {
  type: "chat_closed";
  conversation: Id;
  reason: CloseReason;
}

/** A member's settings, all of them as they are now; his presence is told apart. */
export interface TeamMemberBody {
  type: "member";
  member: Id;
  name: string;
  role: Role;
  active: boolean;
  group: Id;
  contact_center: boolean;
  live_chat: boolean;
  capacity: number;
}

/** A member chose a status. */
export interface TeamStatusBody {
  type: "status";
  member: Id;
  status: Status;
  reason: string;
}

/** A member became reachable or unreachable, or his lease started to run out. */
export interface TeamConnectionBody {
  type: "connection";
  member: Id;
  connection: Connection;
  lease_until: Instant;
}

/** A member was set on hold, or released. */
export interface TeamHoldBody {
  type: "hold";
  member: Id;
  on_hold: boolean;
}

/** An inbox as it is now. */
export interface TeamInboxBody {
  type: "inbox";
  inbox: Id;
  name: string;
  mode: AssignmentMode;
  offer_seconds: number;
  claiming: boolean;
  priority: number;
  capacity: number | null;
  agents: Id[];
  inactivity: Inactivity | null;
  grace_seconds: number | null;
  prefers_last_agent: boolean;
  abandon_minutes: number | null;
}

/** The inbox is gone. */
export interface TeamInboxGoneBody {
  type: "inbox_gone";
  inbox: Id;
}

/** A permission group as it is now. */
export interface TeamGroupBody {
  type: "group";
  group: Id;
  name: string;
  permissions: Permission[];
}

/** The permission group is gone. */
export interface TeamGroupGoneBody {
  type: "group_gone";
  group: Id;
}

/** How many seats of a licence there are; null is no limit. */
export interface TeamSeatsBody {
  type: "seats";
  licence: Licence;
  seats: number | null;
}

/** Whether supervisors may assign beyond capacity. */
export interface TeamOverridingBody {
  type: "overriding";
  allowed: boolean;
}

/** A chat is offered to you until `expires_at`. */
export interface YourOfferBody {
  type: "offer";
  conversation: Id;
  inbox: Id;
  offer: number;
  expires_at: Instant;
  waiting_since: Instant;
  visitor_name: string;
  opening: string;
  assigned: boolean;
}

/** The offer is no longer yours to accept. */
export interface YourOfferEndedBody {
  type: "offer_ended";
  conversation: Id;
  offer: number;
  ending: OfferEnding;
  cause: RescindCause | null;
}

/** You own this chat now. */
export interface YourChatBody {
  type: "chat";
  conversation: Id;
  inbox: Id;
  waiting_since: Instant;
  visitor_name: string;
  opening: string;
}

/** A chat you held is no longer yours: it was closed, `returned` to the queue, moved, or `agent` has it now. */
export interface YourChatGoneBody {
  type: "chat_gone";
  conversation: Id;
  reason: CloseReason | "returned" | "moved" | "transferred" | "taken_over";
  agent: Id;
  agent_name: string;
}

/** You are asked to take this chat over from `owner` until `expires_at`. */
export interface YourTransferBody {
  type: "transfer";
  conversation: Id;
  inbox: Id;
  transfer: number;
  expires_at: Instant;
  owner: Id;
  owner_name: string;
  by: Id;
  by_name: string;
  note: string;
  waiting_since: Instant;
  visitor_name: string;
  opening: string;
}

/** `agent` is asked to take a chat of yours over; until then it stays yours. */
export interface YourPassingBody {
  type: "passing";
  conversation: Id;
  transfer: number;
  agent: Id;
  agent_name: string;
  by: Id;
  by_name: string;
  expires_at: Instant;
}

/** A transfer to you, from you, or asked by you came to nothing: `agent` did not take the chat. */
export interface YourTransferEndedBody {
  type: "transfer_ended";
  conversation: Id;
  transfer: number;
  agent: Id;
  agent_name: string;
  ending: TransferEnding;
  cause: RescindCause | null;
  reason: string;
}

/** A transfer that you asked for between two others was accepted. */
export interface YourTransferDoneBody {
  type: "transfer_done";
  conversation: Id;
  agent: Id;
  agent_name: string;
}

/** A chat you assigned came back: who did not take it, and how it ended. */
export interface YourAssignmentFailedBody {
  type: "assignment_failed";
  conversation: Id;
  agent: Id;
  agent_name: string;
  ending: OfferEnding;
  reason: string;
}

export type StaffBody =
  | OpenedBody
  | QueuedBody
  | MessageBody
  | NoteBody
  | OfferedBody
  | EndedBody
  | RoundBeganBody
  | TakenBody
  | TransferAskedBody
  | TransferEndedBody
  | TransferredBody
  | PrioritisedBody
  | VisitorPresenceBody
  | MessageLeftBody
  | IdledBody
  | ClosedBody;

export type VisitorBody = ChatStartedBody | YourMessageBody | AgentJoinedBody | AgentLeftBody | ChatEndedBody;

export type BoardBody =
  | BoardWaitingBody
  | BoardMovedBody
  | BoardVisitorBody
  | BoardPriorityBody
  | BoardRoundBody
  | BoardOfferedBody
  | BoardOfferEndedBody
  | BoardTakenBody
  | BoardTransferBody
  | BoardTransferEndedBody
  | BoardClosedBody;

export type TeamBody =
  | TeamMemberBody
  | TeamStatusBody
  | TeamConnectionBody
  | TeamHoldBody
  | TeamInboxBody
  | TeamInboxGoneBody
  | TeamGroupBody
  | TeamGroupGoneBody
  | TeamSeatsBody
  | TeamOverridingBody;

export type MemberBody =
  | YourOfferBody
  | YourOfferEndedBody
  | YourChatBody
  | YourChatGoneBody
  | YourTransferBody
  | YourPassingBody
  | YourTransferEndedBody
  | YourTransferDoneBody
  | YourAssignmentFailedBody;

// ── Views: the whole of what a viewer sees of one stream at one position ──

/** How many of the latest entries a view carries; earlier ones are paged (delivery, "The server", 6). */
export const ENTRIES_PER_PAGE = 100;

export type ConversationState = "waiting" | "offered" | "active" | "closed";

export type VisitorState = "waiting" | "active" | "ended";

/** One entry of a conversation's log. */
export interface StaffEntry {
  seq: number;
  at: Instant;
  body: StaffBody;
}

/** Who is asked to take the chat over, by whom, and until when. */
export interface PendingTransfer {
  transfer: number;
  agent: Id;
  agent_name: string;
  by: Id;
  by_name: string;
  note: string;
  expires_at: Instant;
}

/**
 * conversation:<id>: where the chat stands, and its latest entries.
 *
 * `agent` owns it, has it on offer, or held it when it was closed. `visitor_left` is since when the visitor has been
 * away, 0 while he is here.
 */
export interface ConversationView {
  conversation: Id;
  inbox: Id;
  contact: Id;
  visitor_name: string;
  state: ConversationState;
  waiting_since: Instant;
  agent: Id;
  agent_name: string;
  offer: number;
  offer_expires_at: Instant;
  transfer: PendingTransfer | null;
  visitor_left: Instant;
  opened_at: Instant;
  visitor_read: number;
  agent_read: number;
  first_seq: number;
  entries: StaffEntry[];
}

/** One entry of a chat as the visitor sees it. */
export interface VisitorEntry {
  seq: number;
  at: Instant;
  body: VisitorBody;
}

/** visitor:<conversation>: what the visitor sees. `state` is waiting, active or ended. */
export interface VisitorView {
  conversation: Id;
  state: VisitorState;
  agent_name: string;
  agent_read: number;
  first_seq: number;
  entries: VisitorEntry[];
}

/**
 * One open chat of an inbox.
 *
 * `agent` owns it or has it on offer; `transfer_to` is asked to take it over. `visitor_left` is since when the visitor
 * has been away, 0 while he is here. `round` counts how often everybody has been asked, from 1.
 */
export interface BoardChat {
  conversation: Id;
  state: ChatState;
  visitor_name: string;
  opening: string;
  opened_at: Instant;
  since: Instant;
  priority: number;
  number: number;
  visitor_left: Instant;
  round: number;
  agent: Id;
  offer: number;
  expires_at: Instant;
  transfer_to: Id;
  transfer_expires_at: Instant;
}

/** board:<inbox>: every open chat of the inbox. */
export interface BoardView {
  inbox: Id;
  chats: Record<Id, BoardChat>;
}

/** A colleague: settings and presence. */
export interface TeamMemberState {
  member: Id;
  name: string;
  role: Role;
  active: boolean;
  group: Id;
  contact_center: boolean;
  live_chat: boolean;
  capacity: number;
  status: Status;
  reason: string;
  status_since: Instant;
  connection: Connection;
  lease_until: Instant;
  on_hold: boolean;
}

/** An inbox and its rules. */
export interface TeamInboxState {
  inbox: Id;
  name: string;
  mode: AssignmentMode;
  offer_seconds: number;
  claiming: boolean;
  priority: number;
  capacity: number | null;
  agents: Id[];
  inactivity: Inactivity | null;
  grace_seconds: number | null;
  prefers_last_agent: boolean;
  abandon_minutes: number | null;
}

/** A permission group: what its Admins may do. */
export interface TeamGroupState {
  group: Id;
  name: string;
  permissions: Permission[];
}

/**
 * board:team: everybody, every inbox and permission group of the organisation, and its seats; null is no limit.
 *
 * `overriding`: supervisors may assign beyond capacity.
 */
export interface TeamView {
  members: Record<Id, TeamMemberState>;
  inboxes: Record<Id, TeamInboxState>;
  groups: Record<Id, TeamGroupState>;
  seats: Record<Licence, number | null>;
  overriding: boolean;
}

/** member:<id>: what is on this member's plate. `transfers` come to him, `passing` are chats of his on their way. */
export interface MemberView {
  member: Id;
  offers: Record<Id, YourOfferBody>;
  chats: Record<Id, YourChatBody>;
  transfers: Record<Id, YourTransferBody>;
  passing: Record<Id, YourPassingBody>;
}

export type View = ConversationView | VisitorView | BoardView | TeamView | MemberView;

/** Any body; which one it can be follows from the kind of the stream. */
export type Body = StaffBody | VisitorBody | BoardBody | TeamBody | MemberBody;

/** The bodies of each kind of stream. `team` is "board:team", `board` is any other "board:<inbox>". */
export interface BodyOf {
  conversation: StaffBody;
  visitor: VisitorBody;
  board: BoardBody;
  team: TeamBody;
  member: MemberBody;
}

/** The view of each kind of stream. */
export interface ViewOf {
  conversation: ConversationView;
  visitor: VisitorView;
  board: BoardView;
  team: TeamView;
  member: MemberView;
}

/** A kind of stream. */
export type StreamKind = keyof ViewOf;
