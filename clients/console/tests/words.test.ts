import { kitWords } from "@deskbell/ui";
import { catalogueProblems } from "@deskbell/ui/catalogueCheck";
import { describe, expect, it } from "vitest";
import { describeEntry } from "../src/chats/systemWords.ts";
import { splitAddresses } from "../src/chats/Words.tsx";
import { groupEntries } from "../src/chats/grouping.ts";
import { setLanguage, t } from "../src/language/language.ts";
import arabic from "../src/language/ar.json";
import english from "../src/language/en.json";
import { countUnread, readFacts } from "../src/live/facts.ts";
import { describeRefusal } from "../src/live/refusals.ts";
import { matchPath } from "../src/routing/router.ts";
import { conversation, entries, fromMember, fromVisitor } from "./support/chats.ts";

describe("the catalogues", () => {
  it("are complete", () => {
    expect(catalogueProblems(english, arabic)).toEqual([]);
    expect(Object.keys(kitWords.peek()).filter((name) => !(`kit.${name}` in english))).toEqual([]);
  });

  it("hold no word that no screen says", () => {
    const files = import.meta.glob<string>("../src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
    const sources = Object.values(files).join("\n");
    const unused = Object.keys(english).filter((key) => {
      if (key.startsWith("kit.") || sources.includes(`"${key}"`)) return false;
      // Some are put together: t(`status.${status}`).
      const parts = key.split(".");
      return !parts.some((_, at) => at > 0 && sources.includes(`\`${parts.slice(0, at).join(".")}.\${`));
    });
    expect(unused).toEqual([]);
  });

  it("of the settings are said in the settings only", () => {
    // They come with those pages (splitWords.ts): nothing that is there before may show a screen of theirs.
    const files = import.meta.glob<string>("../src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
    const later = "(account|audit|groups|inboxes|licences|messages|organisation|people|settings)";
    const borrowed = Object.entries(files)
      .filter(([file]) => !new RegExp(`/src/${later}/`).test(file))
      .filter(([, source]) => new RegExp(`from "\\.{1,2}/${later}/`).test(source));
    expect(borrowed.map(([file]) => file)).toEqual([]);
  });

  it("turn the page", async () => {
    await setLanguage("ar");
    expect(document.documentElement.dir).toBe("rtl");
    expect(t("frame.chats")).toBe("المحادثات");
    expect(kitWords.value.close).toBe("إغلاق");
    await setLanguage("en");
    expect(document.documentElement.dir).toBe("ltr");
  });
});

describe("the clock of a chat", () => {
  const active = { state: "active", waiting_since: 1000 } as const;
  it("runs from the first word we have not answered", () => {
    const log = entries(fromVisitor("a"), fromMember("m", "b"), fromVisitor("c"), fromVisitor("d"));
    expect(readFacts(conversation("x", { ...active, entries: log }))).toEqual({ awaitingSince: log[2]!.at, latestText: "d", latestByUs: false });
  });
  it("stops with our answer, and not with a note", () => {
    const log = entries(fromVisitor("a"), { type: "note", author: { kind: "member", id: "m", name: "" }, text: "n", cid: "" });
    expect(readFacts(conversation("x", { ...active, entries: log })).awaitingSince).toBe(1000);
    const answered = entries(fromVisitor("a"), fromMember("m", "b"));
    expect(readFacts(conversation("x", { ...active, entries: answered })).awaitingSince).toBe(0);
  });
  it("does not take an automatic message for an answer", () => {
    const log = entries(fromVisitor("a"), fromMember("m", "b"), fromVisitor("c"), { type: "message", author: { kind: "system", id: "", name: "" }, text: "d", cid: "" });
    expect(readFacts(conversation("x", { ...active, entries: log }))).toEqual({ awaitingSince: log[2]!.at, latestText: "d", latestByUs: true });
  });
  it("stands still when the chat has ended", () => {
    expect(readFacts(conversation("x", { state: "closed", entries: entries(fromVisitor("a")) })).awaitingSince).toBe(0);
  });
  it("counts only what the visitor wrote and nobody has read", () => {
    const log = entries(fromVisitor("a"), fromMember("m", "b"), fromVisitor("c"), fromVisitor("d"));
    expect(countUnread(log, 1)).toBe(2);
    expect(countUnread(log, 4)).toBe(0);
  });
});

describe("sentences", () => {
  const names = { inbox: () => "Shop", member: () => "Ann", visitor: "Elif" };
  it("about what happened are plain", () => {
    expect(describeEntry({ type: "closed", reason: "abandoned", by: "", by_name: "" }, names)).toBe("Elif left before anybody answered");
    expect(describeEntry({ type: "offered", offer: 1, agent: "r", agent_name: "Ravi", expires_at: 0, by: "s", beyond: false, considered: [] }, names)).toBe("Ann assigned it to Ravi.");
    expect(describeEntry({ type: "idled", minutes: 1, action: "close" }, names)).toBe("The customer was silent for 1 minute");
    expect(describeEntry({ type: "idled", minutes: 10, action: "message_and_close" }, names)).toBe("The customer was silent for 10 minutes, so the message was sent");
    expect(describeEntry({ type: "closed", reason: "inbox_deleted", by: "m", by_name: "Ann" }, names)).toBe("The chat was closed: its inbox was deleted");
    expect(describeEntry(fromVisitor("x"), names)).toBeNull();
  });
  it("about a no name who has it, or are the server's own", () => {
    expect(describeRefusal({ code: "offer_taken", detail: "", agent: "r" }, () => "Ravi")).toBe("Ravi has it.");
    expect(describeRefusal({ code: "offer_taken", detail: "" }, () => undefined)).toBe("Somebody else has it.");
    expect(describeRefusal({ code: "something_new", detail: "As the server says." }, () => undefined)).toBe("As the server says.");
  });
});

describe("what somebody wrote", () => {
  const links = (text: string): string[] => splitAddresses(text).filter((piece) => piece.isAddress).map((piece) => piece.text);
  it("has links of web addresses only", () => {
    expect(links("see (https://a.example/x?y=1).")).toEqual(["https://a.example/x?y=1"]);
    expect(links("javascript:alert(1) data:text/html,x file:///etc http://")).toEqual([]);
    expect(links('https://a.example/"><img src=x onerror=alert(1)>')).toEqual(["https://a.example/"]);
  });
  it("is whole again when put together", () => {
    const text = "a https://a.example, b http://b.example/. c";
    expect(splitAddresses(text).map((piece) => piece.text).join("")).toBe(text);
  });
});

describe("the log", () => {
  it("groups what one author wrote in close succession", () => {
    const log = entries(fromVisitor("a"), fromVisitor("b"), fromMember("m", "c"));
    expect(groupEntries(log).map(({ startsGroup }) => startsGroup)).toEqual([true, false, true]);
  });
});

describe("addresses", () => {
  it("fit their pattern or not", () => {
    expect(matchPath("/settings/:part/:id", "/settings/inboxes/7")).toEqual({ part: "inboxes", id: "7" });
    expect(matchPath("/settings/:part", "/settings/inboxes/7")).toBeNull();
    expect(matchPath("/chats", "/chat")).toBeNull();
  });
});
