/** A visitor who waits: his place, his way out of waiting, and how waiting ends (product, section 4). */
import { screen } from "@testing-library/dom";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isAddress } from "../src/later/asking";
import { Desk } from "./support/desk";

afterEach(() => vi.unstubAllGlobals());

const user = userEvent.setup({ delay: null });
const MINUTE_MS = 60_000;

const press = (name: string): Promise<void> => user.click(screen.getByRole("button", { name }));
const messages = (): (string | null)[] => [...document.querySelectorAll(".message p")].map((node) => node.textContent);
const place = (): string => document.querySelector(".place")?.textContent ?? "";
/** What is read out to somebody who does not look. */
const readOut = (): string => document.querySelector(".notice .unseen")?.textContent ?? "";
const email = (): HTMLInputElement => screen.getByRole("textbox", { name: "Email" });
const lastMessage = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: "Message (optional)" });
const composer = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: "Your message" });

async function waiting(init: Parameters<Desk["open"]>[0] = {}): Promise<Desk> {
  const desk = new Desk();
  desk.begin("cid-earlier", "Hello");
  await desk.open({ token: "token-1", ...init });
  await desk.pass();
  return desk;
}

async function atTheForm(text = ""): Promise<Desk> {
  const desk = await waiting();
  if (text) await user.type(composer(), text);
  await press("Leave a message instead");
  await desk.pass();
  return desk;
}

async function leave(desk: Desk, address: string): Promise<void> {
  await user.type(email(), address);
  await press("Leave message");
  await desk.pass();
}

describe("the place in the queue", () => {
  it("is said with the estimate, or that nobody knows", async () => {
    const desk = await waiting();
    expect(place()).toBe("");
    expect(screen.getByText("We don't know yet how long it takes.")).toBeTruthy();
    await desk.stands(3, 4 * MINUTE_MS);
    expect(place()).toBe("You are number 3 in line · about 4 minutes");
    expect(screen.queryByText(/know yet/)).toBeNull();
    await desk.stands(2);
    expect(place()).toBe("You are number 2 in line");
    expect(screen.getByText("We don't know yet how long it takes.")).toBeTruthy();
    await desk.stands(1, MINUTE_MS);
    expect(place()).toBe("You are next · about 1 minute");
  });

  it("is read out once, at most every 20 seconds, the latest place last; a new estimate alone is not", async () => {
    const desk = await waiting();
    await desk.stands(1_234, 9 * MINUTE_MS);
    expect(readOut()).toBe("You are number 1,234 in line · about 9 minutes");
    await desk.stands(7, 8 * MINUTE_MS);
    await desk.stands(6, 7 * MINUTE_MS);
    expect(place()).toContain("number 6");
    expect(readOut()).toContain("number 1,234");
    await desk.pass(20_000);
    expect(readOut()).toBe("You are number 6 in line · about 7 minutes");
    await desk.stands(6, 6 * MINUTE_MS);
    await desk.pass(20_000);
    expect(readOut()).toBe("");
    await desk.stands(6, 5 * MINUTE_MS);
    expect(place()).toContain("about 5 minutes");
    expect(readOut()).toBe("");
  });

  it("goes when somebody answers, and is there again when he leaves", async () => {
    const desk = await waiting();
    await desk.stands(2);
    await desk.joins("Ann");
    expect(place()).toBe("");
    expect(screen.queryByRole("button", { name: "Leave a message instead" })).toBeNull();
    await desk.leaves();
    expect(screen.getByText(/You keep your place/)).toBeTruthy();
    await desk.stands(1);
    expect(place()).toBe("You are next");
  });

  it("is forgotten with the view it belonged to", async () => {
    const desk = await waiting();
    await desk.stands(2);
    await desk.open({ token: "token-1" });
    await desk.pass();
    expect(place()).toBe("");
    await desk.stands(1);
    expect(place()).toBe("You are next");
  });

  it("is said in the visitor's language, in its plural forms", async () => {
    const { default: arabic } = await import("../src/locale/ar.json");
    const desk = new Desk();
    desk.begin("cid-earlier", "Hello");
    desk.intercept = ({ path }) => (path.includes("ar.json") ? { status: 200, body: arabic } : undefined);
    const { CONFIG } = await import("./support/desk");
    await desk.open({ token: "token-1", config: { ...CONFIG, locale: "ar" } });
    await desk.pass();
    await desk.stands(3, 2 * MINUTE_MS);
    expect(place()).toBe("رقمك في الانتظار: 3 · نحو دقيقتين");
    expect(document.documentElement.dir).toBe("rtl");
    desk.intercept = () => undefined;
    await desk.open();
  });
});

describe("leaving a message", () => {
  it("ends the chat, says where the answer comes, and lets him begin anew", async () => {
    const desk = await atTheForm();
    expect(document.activeElement).toBe(email());
    expect([email().type, email().autocomplete]).toEqual(["email", "email"]);
    await user.type(lastMessage(), "It is about order 7.");
    await leave(desk, " iris@example.org ");
    expect(desk.frames.find((frame) => frame.t === "do")).toMatchObject({
      ask: { verb: "leave_message", email: "iris@example.org", body: "It is about order 7." },
    });
    expect(messages()).toEqual(["Hello", "It is about order 7."]);
    expect(screen.getByText("You left a message.")).toBeTruthy();
    expect(screen.getByText("Thank you. We'll write to iris@example.org.")).toBeTruthy();
    await desk.open({ token: "token-1", kept: desk.latest("keep")?.kept ?? "" });
    await desk.pass();
    expect(screen.getByText("Thank you. We'll write to iris@example.org.")).toBeTruthy();
    await press("Start a new chat");
    await desk.pass();
    expect(screen.getByRole("button", { name: "Start chat" })).toBeTruthy();
    expect((screen.getByLabelText("How can we help?") as HTMLTextAreaElement).value).toBe("");
    expect(JSON.parse(desk.latest("keep")?.kept ?? "{}")).toMatchObject({ left: "" });
  });

  it("needs no message, and thanks in another tab as well, which does not know the address", async () => {
    const desk = await atTheForm();
    await leave(desk, "iris@example.org");
    expect(desk.frames.find((frame) => frame.t === "do")).toMatchObject({ ask: { email: "iris@example.org" } });
    expect(messages()).toEqual(["Hello"]);
    await desk.open({ token: "token-1" });
    await desk.pass();
    expect(screen.getByText("Thank you. We'll write to you by email.")).toBeTruthy();
  });

  it("says at the field what is wrong with the address, here and by the server", async () => {
    const desk = await atTheForm();
    await leave(desk, "iris");
    expect(screen.getByText("Please check this email address.")).toBeTruthy();
    expect(document.activeElement).toBe(email());
    expect(desk.frames.some((frame) => frame.t === "do")).toBe(false);
    desk.leavingRefusedWith = ["invalid", "email"];
    await leave(desk, "@example.org");
    expect(screen.getByText("Please check this email address.")).toBeTruthy();
    expect(email().getAttribute("aria-invalid")).toBe("true");
    desk.leavingRefusedWith = null;
    await press("Leave message");
    await desk.pass();
    expect(screen.getByText("Thank you. We'll write to iris@example.org.")).toBeTruthy();
  });

  it("survives a break of the link, and is asked for once", async () => {
    const desk = await atTheForm();
    desk.isReachable = false;
    await desk.breaks();
    await leave(desk, "iris@example.org");
    await press("Sending…");
    await desk.pass(3_000);
    expect(screen.getByText(/Reconnecting/)).toBeTruthy();
    desk.isReachable = true;
    await desk.pass(30_000);
    await desk.pass(1_000);
    expect(screen.getByText("Thank you. We'll write to iris@example.org.")).toBeTruthy();
    expect(desk.frames.filter((frame) => frame.t === "do")).toHaveLength(1);
  });

  it("is no more when somebody comes to answer: what was written is there for him", async () => {
    const desk = await atTheForm("My kettle");
    expect(lastMessage().value).toBe("My kettle");
    await user.type(lastMessage(), " leaks");
    await desk.joins("Ann");
    expect(screen.queryByRole("textbox", { name: "Email" })).toBeNull();
    expect(screen.getByText("Ann is here now. What you wrote is still in the field below.")).toBeTruthy();
    expect(composer().value).toBe("My kettle leaks");
    expect(document.activeElement).toBe(composer());
    await user.type(composer(), "{Enter}");
    await desk.pass();
    expect(messages()).toEqual(["Hello", "My kettle leaks"]);
    expect(screen.queryByText(/is here now/)).toBeNull();
  });

  it("that came too late is told by whoever joined", async () => {
    const desk = await atTheForm("Anyway");
    desk.leavingRefusedWith = ["chat_taken", ""];
    await leave(desk, "iris@example.org");
    await desk.joins("Ann");
    expect(composer().value).toBe("Anyway");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("can be thought better of, by button and by Escape", async () => {
    const desk = await atTheForm("Half a thought");
    await press("Keep waiting");
    await desk.pass();
    expect(composer().value).toBe("Half a thought");
    await press("Leave a message instead");
    await desk.pass();
    await user.keyboard("{Escape}");
    await desk.pass();
    expect(composer().value).toBe("Half a thought");
    expect(desk.latest("close")).toBeUndefined();
  });
});

describe("an address", () => {
  it.each(["a@b.c", "iris+shop@mail.example.org", "ïris@éxample.org", "a@b@c.de"])("can be %s", (address) => {
    expect(isAddress(address)).toBe(true);
  });

  it.each(["", "iris", "@example.org", "iris@example", "iris@example.", "iris@.example", "iris @example.org", "iris@exam\tple.org"])(
    "cannot be %j",
    (address) => expect(isAddress(address)).toBe(false),
  );

  it("has a bound, counted as the server counts", () => {
    const host = "@example.org";
    expect(isAddress("😀".repeat(254 - host.length) + host)).toBe(true);
    expect(isAddress("😀".repeat(255 - host.length) + host)).toBe(false);
  });
});

describe("other ends and changes", () => {
  it("says that it was closed because he was away", async () => {
    const desk = await waiting();
    await desk.ends("absence");
    expect(screen.getByText("The chat was closed because you were away.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Start a new chat" })).toBeTruthy();
  });

  it("keeps who answered before when somebody else takes over", async () => {
    const desk = await waiting();
    await desk.joins("Ann");
    await desk.says("One moment, Bea knows.", "Ann");
    await desk.joins("Bea");
    await desk.says("I do.", "Bea");
    const said = [...document.querySelectorAll(".event, .theirs .name")].map((node) => node.textContent);
    expect(said).toEqual(["Ann joined the chat", "Ann", "Bea joined the chat", "Bea"]);
    expect(screen.getByRole("heading").textContent).toBe("Bea");
  });
});
