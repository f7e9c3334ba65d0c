/** The panel in each of its states (ux, S10), seen as a visitor sees it. */
import { screen } from "@testing-library/dom";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CONFIG, Desk } from "./support/desk";

afterEach(() => vi.unstubAllGlobals());

const user = userEvent.setup({ delay: null });

const field = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: /help|message/i });
const press = (name: string): Promise<void> => user.click(screen.getByRole("button", { name }));
const messages = (): (string | null)[] => [...document.querySelectorAll(".message p")].map((node) => node.textContent);
const notes = (): (string | undefined)[] =>
  [...document.querySelectorAll(".mine .note")].map((node) => node.textContent?.replace(/^.* · /, "").trim());

/** A widget in which a chat was begun. */
async function begun(): Promise<Desk> {
  const desk = new Desk();
  await desk.open();
  await user.type(field(), "Hello");
  await press("Start chat");
  await desk.pass();
  return desk;
}

async function write(desk: Desk, text: string): Promise<void> {
  await user.type(field(), `${text}{Enter}`);
  await desk.pass();
}

describe("before the chat", () => {
  it("asks for name, e-mail and message, and asks the server for nothing", async () => {
    const desk = new Desk();
    await desk.open();
    expect(screen.getByText("Hi! How can we help you?")).toBeTruthy();
    expect(screen.getAllByRole("textbox").map((box) => box.closest("label")?.textContent)).toEqual([
      "Name (optional)",
      "Email (optional)",
      "How can we help?",
    ]);
    expect(document.activeElement).toBe(field());
    expect(desk.requests).toEqual([]);
    expect(desk.frames).toEqual([]);
  });

  it("greets in the owner's words", async () => {
    await new Desk().open({ config: { ...CONFIG, look: { ...CONFIG.look, greeting: "Ahoy!" } } });
    expect(screen.getByText("Ahoy!")).toBeTruthy();
  });

  it("does not ask for what the site says", async () => {
    const desk = new Desk();
    await desk.open({ person: { name: "Sam", email: "sam@example.com" } });
    expect(screen.getAllByRole("textbox")).toHaveLength(1);
    await user.type(field(), "Hi");
    await press("Start chat");
    await desk.pass();
    expect(desk.requests.at(2)?.body).toMatchObject({ name: "Sam", email: "sam@example.com" });
  });

  it("says what is missing", async () => {
    const desk = new Desk();
    await desk.open();
    await press("Start chat");
    await desk.pass();
    expect(screen.getByText("Please write a message first.")).toBeTruthy();
    expect(document.activeElement).toBe(field());
    expect(desk.requests).toEqual([]);
  });

  it("says which field the server refuses, and gives the text back", async () => {
    const desk = new Desk();
    desk.intercept = ({ path }) =>
      path.endsWith("/chats")
        ? { status: 422, body: { code: "invalid", errors: [{ field: "email", problem: "is no address" }] } }
        : undefined;
    await desk.open();
    await user.type(screen.getByLabelText("Email (optional)"), "nonsense");
    await user.type(field(), "Hello");
    await press("Start chat");
    await desk.pass();
    expect(screen.getByText("Please check this email address.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Email (optional)"));
    expect(field().value).toBe("Hello");
  });

  it("takes a first message that the site suggests, without sending it", async () => {
    const desk = new Desk();
    await desk.open({ text: "I would like to know more about the blue one." });
    expect(field().value).toBe("I would like to know more about the blue one.");
    expect(desk.requests).toEqual([]);
  });
});

describe("what the site suggests", () => {
  it("does not take the place of what the visitor has written", async () => {
    const desk = new Desk();
    await desk.open();
    await user.type(field(), "My own words");
    desk.chat?.suggest("Other words");
    await desk.pass();
    expect(field().value).toBe("My own words");
  });
});

describe("waiting", () => {
  it("tells the other tabs once more when there is a chat to be found: they hear of changes only", async () => {
    const desk = await begun();
    const tokens = desk.told.flatMap((message) => (message.deskbell === "token" ? [message.alive] : []));
    expect(tokens).toEqual([true, false, true]);
  });

  it("shows the message at once, says honestly how it is, and keeps the token", async () => {
    const desk = await begun();
    expect(messages()).toEqual(["Hello"]);
    expect(notes()).toEqual(["Sent"]);
    expect(screen.getByText(/The next free person will answer/)).toBeTruthy();
    expect(screen.getByText("We don't know yet how long it takes.")).toBeTruthy();
    expect(desk.latest("token")).toMatchObject({ token: "token-1", alive: true });
    expect(desk.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /api/v1/widget/shop",
      "POST /api/v1/widget/shop/visitor",
      "POST /api/v1/widget/shop/chats",
      "POST /api/v1/widget/ticket",
    ]);
    expect(desk.requests[2]?.body).toMatchObject({ text: "Hello", page: { url: "https://shop.example/", title: "Shop" } });
  });

  it("tries the same request again while the server cannot be reached", async () => {
    const desk = new Desk();
    await desk.open();
    desk.isReachable = false;
    await user.type(field(), "Hello");
    await press("Start chat");
    await desk.pass(5_000);
    expect(messages()).toEqual(["Hello"]);
    expect(notes()).toEqual(["Sending…"]);
    expect(screen.getByText(/Reconnecting/)).toBeTruthy();
    desk.isReachable = true;
    await desk.pass(20_000);
    await desk.pass();
    expect(notes()).toEqual(["Sent"]);
    expect(desk.conversations).toHaveLength(1);
  });

  it("sends what is written meanwhile as soon as the chat is there, unless it is changed again", async () => {
    for (const changed of [false, true]) {
      document.body.replaceChildren();
      const desk = new Desk();
      await desk.open();
      desk.isReachable = false;
      await user.type(field(), "Hello");
      await press("Start chat");
      await write(desk, "and one more thing");
      expect(field().value).toBe("and one more thing");
      if (changed) await user.type(field(), "s");
      desk.isReachable = true;
      await desk.pass(25_000);
      await desk.pass(1_000);
      expect(messages()).toEqual(changed ? ["Hello"] : ["Hello", "and one more thing"]);
      expect(field().value).toBe(changed ? "and one more things" : "");
    }
  });

  it("goes on in the chat that is open already", async () => {
    const desk = new Desk();
    desk.begin("cid-earlier", "From another tab");
    desk.intercept = ({ path }) =>
      path.endsWith("/chats")
        ? { status: 409, body: { code: "already_open", conversation: desk.conversation.id } }
        : undefined;
    await desk.open();
    await user.type(field(), "Hello");
    await press("Start chat");
    await desk.pass();
    expect(messages()).toEqual(["From another tab", "Hello"]);
  });

  it("becomes a new visitor where the old token is void", async () => {
    const desk = new Desk();
    await desk.open();
    await desk.chat?.start("void", JSON.stringify({ dismissed: true }), {}, { url: "", title: "" });
    desk.intercept = ({ token }) => (token === "void" ? { status: 401, body: { code: "not_signed_in" } } : undefined);
    await desk.pass();
    await user.type(field(), "Hello");
    await press("Start chat");
    await desk.pass();
    expect(messages()).toEqual(["Hello"]);
    expect(desk.latest("token")).toMatchObject({ token: "token-1" });
  });

  it("can be given up by the visitor, who is asked once more", async () => {
    const desk = await begun();
    await press("More");
    await desk.pass();
    await press("End chat");
    await desk.pass();
    expect(screen.getByText("End this chat?")).toBeTruthy();
    expect(document.activeElement?.textContent).toBe("End chat");
    await press("Keep chatting");
    await desk.pass();
    expect(screen.queryByText("End this chat?")).toBeNull();
    expect(document.activeElement).toBe(field());
    await press("More");
    await desk.pass();
    await press("End chat");
    await desk.pass();
    await press("End chat");
    await desk.pass();
    expect(screen.getByText("You ended this chat.")).toBeTruthy();
  });
});

describe("chatting", () => {
  it("says who joined, and carries messages both ways", async () => {
    const desk = await begun();
    await desk.joins("Ann");
    await desk.says("Good morning!");
    await write(desk, "Good morning, Ann");
    expect(screen.getByText("Ann joined the chat")).toBeTruthy();
    expect(screen.getByRole("heading").textContent).toBe("Ann");
    expect(screen.getByRole("log", { name: "Conversation" })).toBeTruthy();
    expect(messages()).toEqual(["Hello", "Good morning!", "Good morning, Ann"]);
    expect(desk.told.filter(({ deskbell }) => deskbell === "event")).toEqual([
      { deskbell: "event", name: "ready" },
      { deskbell: "event", name: "started" },
      { deskbell: "event", name: "message" },
    ]);
  });

  it("makes a new line with Shift+Enter and leaves Enter to input methods", async () => {
    const desk = await begun();
    await user.type(field(), "one{Shift>}{Enter}{/Shift}two");
    field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
    field().dispatchEvent(Object.assign(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }), { keyCode: 229 }));
    await desk.pass();
    expect(messages()).toEqual(["Hello"]);
    await press("Send");
    await desk.pass();
    expect(messages()).toEqual(["Hello", "one\ntwo"]);
    expect(field().value).toBe("");
  });

  it("shows how far it was read", async () => {
    const desk = await begun();
    await write(desk, "second");
    await write(desk, "third");
    await desk.reads(3);
    expect(notes()).toEqual(["Read", "Sent"]);
    expect(messages()).toEqual(["Hello", "second", "third"]);
  });

  it("tells the agent what the visitor has read, and only while he looks", async () => {
    const desk = await begun();
    await desk.joins();
    desk.chat?.show(false, { url: "", title: "" });
    await desk.says("Are you there?");
    const marks = (): unknown[] => desk.frames.flatMap((frame) => (frame.t === "mark" ? [frame.seq] : []));
    expect(desk.latest("unread")).toMatchObject({ count: 1 });
    expect(marks()).not.toContain(4);
    desk.chat?.show(true, { url: "", title: "" });
    await desk.pass();
    expect(desk.latest("unread")).toMatchObject({ count: 0 });
    expect(marks()).toContain(4);
  });

  it("shows typing both ways, and for a while only", async () => {
    const desk = await begun();
    await desk.joins();
    await desk.types(true);
    expect(screen.getByText("Ann is typing…")).toBeTruthy();
    await desk.pass(8_000);
    expect(screen.queryByText("Ann is typing…")).toBeNull();
    await user.type(field(), "abc");
    await desk.pass(5_000);
    expect(desk.frames.flatMap((frame) => (frame.t === "eph" ? [frame.typing] : []))).toEqual([true, false]);
  });

  it("shows what was refused, and sends it again or forgets it", async () => {
    const desk = await begun();
    desk.refusesWith = "invalid";
    await write(desk, "second");
    expect(notes().at(-1)).toContain("Not sent");
    await press("Try again");
    await desk.pass();
    expect(notes()).toEqual(["Sent"]);
    desk.refusesWith = "invalid";
    await write(desk, "third");
    await press("Delete");
    await desk.pass();
    expect(messages()).toEqual(["Hello", "second"]);
  });

  it("counts characters near the end as the server does, and sends nothing that is too long", async () => {
    const desk = await begun();
    desk.chat?.write("😀".repeat(3_900));
    await desk.pass();
    expect(screen.getByText("100 characters left")).toBeTruthy();
    desk.chat?.write("😀".repeat(4_001));
    await desk.pass();
    expect(screen.getByText("1 character too many")).toBeTruthy();
    await user.type(field(), "{Enter}");
    await desk.pass();
    expect(messages()).toEqual(["Hello"]);
    expect(field().value).not.toBe("");
  });

  it("shows text as text, and links to web addresses only", async () => {
    const desk = await begun();
    await desk.says('<img src=x onerror=alert(1)> javascript:alert(1) https://a.example/?q=1. (see https://b.example)');
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".theirs a")];
    expect(links.map(({ href, rel, target }) => [href, rel, target])).toEqual([
      ["https://a.example/?q=1", "noopener noreferrer nofollow ugc", "_blank"],
      ["https://b.example/", "noopener noreferrer nofollow ugc", "_blank"],
    ]);
    expect(document.querySelector("img")).toBeNull();
    expect(messages().at(-1)).toContain("<img src=x onerror=alert(1)>");
  });

  it("loads earlier messages on demand", async () => {
    const desk = new Desk();
    desk.begin("cid-earlier", "message 2");
    const { entries } = desk.conversation;
    for (let seq = 3; seq <= 150; seq += 1) {
      entries.push({ seq, at: 0, body: { type: "message", mine: false, name: "Ann", text: `message ${seq}`, cid: "" } });
    }
    await desk.open({ token: "token-1" });
    expect(messages()).toHaveLength(100);
    await press("Show earlier messages");
    await desk.pass();
    expect(messages()).toEqual(Array.from({ length: 149 }, (_, index) => `message ${index + 2}`));
    expect(screen.queryByText("Show earlier messages")).toBeNull();
  });
});

describe("when the link breaks", () => {
  it("keeps what is written, says so after a while, and sends it later", async () => {
    const desk = await begun();
    desk.isReachable = false;
    await desk.breaks();
    expect(screen.queryByText(/Reconnecting/)).toBeNull();
    await write(desk, "second");
    await desk.pass(3_000);
    expect(screen.getByText(/Reconnecting/)).toBeTruthy();
    expect(notes()).toEqual(["Sent", "Sending…"]);
    desk.isReachable = true;
    await desk.pass(30_000);
    await desk.pass(1_000);
    expect(screen.queryByText(/Reconnecting/)).toBeNull();
    expect(messages()).toEqual(["Hello", "second"]);
    expect(notes()).toEqual(["Sent"]);
    expect(desk.conversation.entries.filter(({ body }) => body.type === "message")).toHaveLength(2);
  });

  it("says when there are too many windows, and tries again on demand", async () => {
    const desk = await begun();
    await desk.breaks(4504);
    expect(screen.getByRole("alert").textContent).toContain("too many windows");
    await press("Try again");
    await desk.pass();
    expect(messages()).toEqual(["Hello"]);
  });

  it("starts anew when the session was ended by the server", async () => {
    const desk = await begun();
    await desk.breaks(4503);
    expect(screen.getByRole("button", { name: "Start chat" })).toBeTruthy();
    expect(desk.latest("token")).toEqual({ deskbell: "token", token: "", alive: false });
  });
});

describe("after a reload", () => {
  it("goes on where it was: chat, draft and unsent text", async () => {
    const desk = await begun();
    desk.isReachable = false;
    await desk.breaks();
    await write(desk, "not sent yet");
    await user.type(field(), "half written");
    await desk.pass(500);
    const { kept = "" } = desk.latest("keep") ?? {};
    desk.isReachable = true;
    await desk.open({ token: "token-1", kept });
    await desk.pass();
    expect(messages()).toEqual(["Hello", "not sent yet"]);
    expect(field().value).toBe("half written");
    expect(desk.conversation.entries.filter(({ body }) => body.type === "message")).toHaveLength(2);
  });

  it("finishes beginning a chat, once", async () => {
    const desk = new Desk();
    await desk.open();
    desk.isReachable = false;
    await user.type(field(), "Hello");
    await press("Start chat");
    await desk.pass();
    const { kept = "" } = desk.latest("keep") ?? {};
    desk.isReachable = true;
    await desk.open({ kept });
    await desk.pass(10_000);
    expect(messages()).toEqual(["Hello"]);
    expect(desk.conversations).toHaveLength(1);
  });

  it("shows a chat that ended meanwhile, until the visitor has seen enough of it", async () => {
    const desk = await begun();
    await desk.ends();
    await desk.open({ token: "token-1", kept: desk.latest("keep")?.kept ?? "" });
    expect(screen.getByText("This chat has ended.")).toBeTruthy();
    await press("Start a new chat");
    await desk.pass();
    await desk.open({ token: "token-1", kept: desk.latest("keep")?.kept ?? "" });
    expect(screen.getByRole("button", { name: "Start chat" })).toBeTruthy();
  });

  it("says that it cannot reach the chat, and looks again", async () => {
    const desk = new Desk();
    desk.begin("cid-earlier", "From before");
    desk.isReachable = false;
    await desk.open({ token: "token-1" });
    expect(screen.getByRole("alert").textContent).toContain("cannot reach");
    desk.isReachable = true;
    await press("Try again");
    await desk.pass();
    expect(messages()).toEqual(["From before"]);
  });
});

describe("the end", () => {
  it("is told, frees the line, and leads to a new chat without asking for name and e-mail again", async () => {
    const desk = await begun();
    await desk.joins();
    field().focus();
    await desk.ends();
    expect(screen.getByText("This chat has ended.")).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(document.activeElement?.textContent).toBe("Start a new chat");
    expect(desk.latest("token")).toMatchObject({ alive: false });
    await desk.pass(6_000);
    expect(desk.frames.at(-1)).toEqual({ t: "bye" });
    await press("Start a new chat");
    await desk.pass();
    expect(screen.getAllByRole("textbox")).toHaveLength(1);
    await user.type(field(), "One more thing");
    await press("Start chat");
    await desk.pass();
    expect(messages()).toEqual(["One more thing"]);
    expect(desk.conversations).toHaveLength(2);
  });

  it.each([
    ["agent", "This chat has ended."],
    ["inactivity", "This chat has ended, as nothing was written for a while."],
    ["inbox_closed", "This chat has been closed. We no longer answer here."],
  ] as const)("says why it came (%s)", async (cause, words) => {
    const desk = await begun();
    await desk.joins();
    await desk.ends(cause);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it("says that whoever answered is gone, and that the place is kept", async () => {
    const desk = await begun();
    await desk.joins("Ann");
    await desk.leaves();
    expect(screen.getByText(/^Whoever answered had to leave. You keep your place/)).toBeTruthy();
    await desk.joins("Ben");
    expect(screen.getByText("Ben joined the chat")).toBeTruthy();
  });

  it("shows a message that nobody wrote as the team's", async () => {
    const desk = await begun();
    await desk.joins();
    await desk.says("Good morning!");
    await desk.says("Are you still there?", "");
    await desk.ends("inactivity");
    const names = [...document.querySelectorAll(".theirs .name")].map((node) => node.textContent);
    expect(names).toEqual(["Ann", "Team"]);
    expect(messages()).toEqual(["Hello", "Good morning!", "Are you still there?"]);
  });

  it("does not lose a text that came too late", async () => {
    const desk = await begun();
    desk.refusesWith = "chat_closed";
    await write(desk, "Wait, one more thing");
    await desk.ends();
    expect(screen.queryByText("Try again")).toBeNull();
    await press("Start a new chat");
    await desk.pass();
    expect(field().value).toBe("Wait, one more thing");
  });

  it("offers the transcript as a text file", async () => {
    const saved: Blob[] = [];
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}` }));
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    const desk = await begun();
    await desk.joins();
    await desk.says("Good morning!");
    await desk.ends();
    await press("Download transcript");
    await desk.pass();
    const text = await saved[0]!.text();
    expect(text.split("\n").map((line) => line.replace(/^\[.*\] /, ""))).toEqual([
      "Northwind",
      "",
      "You: Hello",
      "Ann joined the chat",
      "Ann: Good morning!",
      "This chat has ended.",
      "",
    ]);
  });
});

describe("without a chat to be had", () => {
  it.each([404, 403, 410])("says so (%i)", async (status) => {
    const desk = new Desk();
    desk.intercept = ({ path }) => (path.endsWith("/visitor") ? { status } : undefined);
    await desk.open();
    await user.type(field(), "Hello");
    await press("Start chat");
    await desk.pass();
    expect(screen.getByText("Chat is not available at the moment.")).toBeTruthy();
    expect(desk.chat?.state().draft).toBe("Hello");
  });
});

describe("a widget that is off", () => {
  const CLOSED = "This chat has been closed. We no longer answer here.";
  const asked = (desk: Desk): string[] => desk.requests.map(({ method, path }) => `${method} ${path}`);

  it("says so where it has stopped for good, asks for nothing, and leaves", async () => {
    const desk = new Desk();
    desk.widget = "deactivated";
    await desk.open({ token: "token-1", kept: JSON.stringify({ draft: "Hello?" }) });
    expect(screen.getByText(CLOSED)).toBeTruthy();
    expect(desk.latest("gone")).toEqual({ deskbell: "gone", final: true, waits: false });
    expect(asked(desk)).toEqual([]);
    expect(desk.frames).toEqual([]);
  });

  it("says so where it is disabled and no chat is open, and keeps who the visitor is", async () => {
    const desk = new Desk();
    desk.widget = "disabled";
    await desk.open({ token: "token-1" });
    expect(screen.getByText("Chat is not available at the moment.")).toBeTruthy();
    expect(desk.latest("gone")).toMatchObject({ final: false });
    expect(desk.latest("token")).toBeUndefined();
  });

  it("goes on with the chat that is open while it is disabled, and begins no other", async () => {
    const desk = new Desk();
    desk.widget = "disabled";
    desk.begin("cid-earlier", "From before");
    await desk.open({ token: "token-1" });
    await desk.joins();
    await write(desk, "Still there?");
    expect(messages()).toEqual(["From before", "Still there?"]);
    expect(desk.latest("gone")).toBeUndefined();
    await desk.ends();
    expect(screen.getByText("This chat has ended.")).toBeTruthy();
    expect(screen.queryByText("Start a new chat")).toBeNull();
    expect(screen.getByText("Download transcript")).toBeTruthy();
    expect(desk.latest("gone")).toMatchObject({ final: false, waits: false });
  });

  it("shows once more how a chat ended that was open when it was disabled", async () => {
    const desk = new Desk();
    desk.begin("cid-earlier", "From before");
    await desk.ends();
    desk.widget = "disabled";
    await desk.open({ token: "token-1" });
    expect(screen.getByText("This chat has ended.")).toBeTruthy();
    expect(screen.queryByText("Start a new chat")).toBeNull();
    expect(desk.latest("gone")).toMatchObject({ final: false });
  });

  it.each(["disabled", "deactivated"] as const)("asks before it begins a chat, and keeps the text (%s)", async (widget) => {
    const desk = new Desk();
    await desk.open();
    desk.widget = widget;
    await user.type(field(), "Hello");
    await press("Start chat");
    await desk.pass();
    expect(asked(desk)).toEqual(["GET /api/v1/widget/shop"]);
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(desk.chat?.state().draft).toBe("Hello");
    expect(desk.latest("gone")).toMatchObject({ final: widget === "deactivated" });
  });

  it("tells whose line was closed that the chat is over, and does not come back", async () => {
    const desk = await begun();
    desk.widget = "deactivated";
    await desk.breaks(4503);
    await desk.pass();
    expect(screen.getByText(CLOSED)).toBeTruthy();
    expect(desk.latest("gone")).toMatchObject({ final: true });
    const before = asked(desk).length;
    await desk.pass(60_000);
    expect(asked(desk)).toHaveLength(before);
  });

  it("tells who was away, without a request that is refused", async () => {
    const desk = await begun();
    desk.isReachable = false;
    await desk.breaks();
    desk.widget = "deactivated";
    desk.isReachable = true;
    desk.requests.length = 0;
    await desk.pass(30_000);
    await desk.pass(60_000);
    expect(screen.getByText(CLOSED)).toBeTruthy();
    expect(new Set(asked(desk))).toEqual(new Set(["GET /api/v1/widget/shop"]));
    expect(asked(desk).length).toBeLessThan(4);
  });

  it("lets the visitor see how his chat ended before it goes", async () => {
    const desk = await begun();
    desk.chat?.show(false, { url: "", title: "" });
    desk.widget = "deactivated";
    await desk.ends("inbox_closed");
    expect(desk.latest("gone")).toEqual({ deskbell: "gone", final: true, waits: true });
    desk.chat?.show(true, { url: "", title: "" });
    await desk.breaks(4503);
    await desk.pass();
    expect(messages()).toEqual(["Hello"]);
    expect(screen.queryByText("Start a new chat")).toBeNull();
  });
});

describe("the host page", () => {
  it("is told when the visitor leaves with Escape, after menu and question are closed", async () => {
    const desk = await begun();
    await press("More");
    await desk.pass();
    await user.keyboard("{Escape}");
    await desk.pass();
    expect(screen.queryByText("Download transcript")).toBeNull();
    expect(desk.latest("close")).toBeUndefined();
    await user.keyboard("{Escape}");
    expect(desk.latest("close")).toEqual({ deskbell: "close" });
  });

  it("can sign the visitor out: nothing of him is left", async () => {
    const desk = await begun();
    await user.type(field(), "secret");
    desk.chat?.shutDown();
    await desk.pass(1_000);
    expect(document.body.textContent).not.toContain("Hello");
    expect(screen.getAllByRole("textbox").map((box) => (box as HTMLInputElement).value)).toEqual(["", "", ""]);
    expect(desk.latest("token")).toEqual({ deskbell: "token", token: "", alive: false });
    expect(desk.latest("keep")?.kept ?? "").not.toContain("secret");
  });

  it("brings a chat that another tab began", async () => {
    const desk = new Desk();
    await desk.open();
    desk.begin("cid-other", "From another tab");
    desk.chat?.adopt("token-1");
    await desk.pass();
    expect(messages()).toEqual(["From another tab"]);
  });

  it("and two tabs do not wake each other for ever", async () => {
    const desk = await begun();
    await desk.ends();
    const before = desk.told.length;
    desk.chat?.adopt("token-1");
    await desk.pass();
    const tokens = desk.told.slice(before).filter(({ deskbell }) => deskbell === "token");
    expect(tokens.map((message) => "alive" in message && message.alive)).not.toContain(true);
  });
});
