import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionList } from "../src/account/data.ts";
import { path } from "../src/routing/router.ts";
import { expired, signedIn } from "../src/session/session.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { type FakeServer, quietDesk } from "./support/fakeServer.ts";

const PASSWORD = "correct horse battery";
const CODES = ["aaaaa-bbbbb", "ccccc-ddddd"];
const HERE = { id: "here", current: true, created_at: 0, seen_at: Date.now(), device: "Firefox on Windows", address: "192.0.2.7" };
const PHONE = { id: "phone", current: false, created_at: 0, seen_at: Date.now() - 7_200_000, device: "Safari on iPhone", address: "198.51.100.4" };

/** A server that answers "who is signed in" with a second factor, or without. */
function desk(secondFactor = false): { server: FakeServer; turn: (on: boolean) => void } {
  const server = quietDesk().on("GET /session/sessions", { sessions: [PHONE, HERE] });
  const session = server.answerOf("GET /session") as object;
  let on = secondFactor;
  server.on("GET /session", () => ({ body: { ...session, second_factor: on } }));
  return { server, turn: (now) => (on = now) };
}

/** Nobody is signed in; the account has a second factor. */
function door(): FakeServer {
  const server = quietDesk();
  const session = server.answerOf("GET /session");
  server.signedIn = false;
  return server
    .on("GET /setup", { needed: false })
    .on("GET /session", () => ({ status: 401, body: { code: "not_signed_in" } }))
    .on("POST /session", (body: unknown) => {
      const { password, code } = body as { password: string; code?: string };
      if (password !== PASSWORD) return { status: 401, body: { code: "wrong_credentials" } };
      if (code === undefined) return { status: 401, body: { code: "second_factor_needed" } };
      if (code !== "123456") return { status: 401, body: { code: "wrong_code" } };
      server.signedIn = true;
      return { body: session };
    });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  sessionList.put(undefined as never);
});

describe("signing in with a second factor", () => {
  it("asks for a code once the password was right, and for another one when it was wrong", async () => {
    const server = door();
    await openDesk(server, "/sign-in");
    await user.type(await screen.findByLabelText("E-mail"), "ann@shop.example");
    await user.type(screen.getByLabelText("Password"), `${PASSWORD}{Enter}`);
    const code = await screen.findByLabelText<HTMLInputElement>("Code");
    expect(code.getAttribute("autocomplete")).toBe("one-time-code");
    await waitFor(() => expect(document.activeElement).toBe(code));
    expect(screen.queryByLabelText("Password")).toBeNull();
    expect(screen.queryByText("You are not signed in")).toBeNull();
    await expectAccessible();
    await user.type(code, "000000{Enter}");
    expect(await screen.findByText(/This code is wrong/)).toBeTruthy();
    expect(code.getAttribute("aria-invalid")).toBe("true");
    await waitFor(() => expect([code.selectionStart, code.selectionEnd]).toEqual([0, 6]));
    await user.clear(code);
    await user.type(code, "123 456{Enter}");
    await waitFor(() => expect(path.value).not.toBe("/sign-in"));
    expect(server.asksFor("POST", "/session").at(-1)).toEqual({ email: "ann@shop.example", password: PASSWORD, code: "123456" });
    expect(Object.values({ ...localStorage, ...sessionStorage }).join()).not.toContain(PASSWORD);
  });

  it("goes back to the password, where that was changed meanwhile or another account is meant", async () => {
    const server = door();
    await openDesk(server, "/sign-in");
    await user.type(await screen.findByLabelText("E-mail"), "ann@shop.example");
    await user.type(screen.getByLabelText("Password"), `${PASSWORD}{Enter}`);
    await user.click(await screen.findByRole("button", { name: "Back" }));
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("ann@shop.example");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    server.on("POST /session", () => ({ status: 401, body: { code: "wrong_credentials" } }));
    await user.type(await screen.findByLabelText("Code"), "123456{Enter}");
    expect(await screen.findByText("The e-mail address or the password is wrong.")).toBeTruthy();
    expect(screen.getByLabelText("Password")).toBeTruthy();
  });

  it("says how long to wait after too many attempts", async () => {
    const server = door().on("POST /session", () => ({ status: 429, body: { code: "too_often", detail: "x" }, headers: { "retry-after": "90" } }));
    await openDesk(server, "/sign-in");
    await user.type(await screen.findByLabelText("E-mail"), "ann@shop.example");
    await user.type(screen.getByLabelText("Password"), "wrong{Enter}");
    expect(await screen.findByText("Too many attempts. Try again in 1 minute, 30 seconds.")).toBeTruthy();
    const button = screen.getByRole("button", { name: "Sign in" });
    await waitFor(() => expect(button.getAttribute("aria-disabled") ?? screen.getByRole("button", { name: "Sign in" }).getAttribute("aria-disabled")).toBe("true"));
    await expectAccessible();
  });

  it("works over a page whose session has ended", async () => {
    const { server } = desk();
    await openDesk(server, "/account");
    await screen.findByText("Safari on iPhone");
    await act(() => {
      expired.value = true;
    });
    const dialog = await screen.findByRole("dialog", { name: "Please sign in again" });
    const session = signedIn.value;
    server.on("POST /session", (body: unknown) =>
      (body as { code?: string }).code === "123456" ? { body: session } : { status: 401, body: { code: "second_factor_needed" } },
    );
    await user.type(within(dialog).getByLabelText("Password"), `${PASSWORD}{Enter}`);
    await user.type(await within(dialog).findByLabelText("Code"), "123456{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("a forgotten password", () => {
  it("is answered with words that are true for everybody", async () => {
    const server = door().on("POST /password-resets", () => ({ status: 202, body: { mail: true } }));
    await openDesk(server, "/sign-in");
    await user.click(await screen.findByRole("link", { name: "Forgot your password?" }));
    await user.click(await screen.findByRole("button", { name: "Send the link" }));
    expect(screen.getAllByText("Enter an e-mail address.")).toHaveLength(2);
    await user.type(screen.getByLabelText("E-mail"), "ann@shop.example{Enter}");
    expect(await screen.findByText("If there is an account for ann@shop.example, a mail is on its way.")).toBeTruthy();
    expect(screen.getByText(/The Owner of your organisation can also make a link/)).toBeTruthy();
    expect(server.asksFor("POST", "/password-resets")).toEqual([{ email: "ann@shop.example" }]);
    await expectAccessible();
  });

  it("is the Owner's to replace where no mail is sent", async () => {
    await openDesk(door().on("POST /password-resets", () => ({ status: 202, body: { mail: false } })), "/forgot");
    await user.type(await screen.findByLabelText("E-mail"), "ann@shop.example{Enter}");
    expect(await screen.findByText("Ask the Owner for a link")).toBeTruthy();
    expect(screen.queryByText(/on its way/)).toBeNull();
    await expectAccessible();
  });

  it("is replaced by the link, which signs nobody in", async () => {
    const server = door()
      .on("POST /password-resets/look", { name: "Ann Berg", email: "ann@shop.example", organisation: "Northwind" })
      .on("POST /password-resets/accept", () => ({ status: 204 }));
    await openDesk(server, "/reset#token-of-the-reset");
    expect(await screen.findByText("For Ann Berg, ann@shop.example, at Northwind.")).toBeTruthy();
    expect(location.hash).toBe("");
    await user.type(screen.getByLabelText("New password"), "short{Enter}");
    expect(screen.getAllByText("Use 12 characters or more for the password.")).toHaveLength(2);
    await expectAccessible();
    await user.clear(screen.getByLabelText("New password"));
    await user.type(screen.getByLabelText("New password"), "another long password{Enter}");
    expect(await screen.findByText("You were signed out everywhere.")).toBeTruthy();
    expect(server.asksFor("POST", "/password-resets/accept")).toEqual([{ token: "token-of-the-reset", password: "another long password" }]);
    expect(sessionStorage).toHaveLength(0);
    await user.click(screen.getByRole("link", { name: "Sign in" }));
    expect(await screen.findByLabelText("E-mail")).toBeTruthy();
  });

  it.each([
    ["gone", "#token-of-the-reset", "This link is no longer valid."],
    ["torn", "", "This link is not complete"],
  ])("with a link that is %s leads to a new one", async (_kind, hash, sentence) => {
    const server = door().on("POST /password-resets/look", () => ({ status: 404, body: { code: "reset_gone" } }));
    await openDesk(server, `/reset${hash}`);
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Ask for a new link" }).getAttribute("href")).toBe("/forgot");
    await expectAccessible();
  });
});

describe("one's own account", () => {
  it("is reached from the menu, and says who one is", async () => {
    const { server } = desk();
    await openDesk(server, "/chats");
    await user.click(screen.getByRole("button", { name: "Account of Ann Berg" }));
    await user.click(await screen.findByRole("menuitem", { name: "Your account" }));
    expect(await screen.findByRole("heading", { name: "Your account", level: 1 })).toBeTruthy();
    expect(screen.getByText("ann@shop.example")).toBeTruthy();
    await screen.findByText("Safari on iPhone");
    await expectAccessible();
  });

  it("takes a new password for the old one", async () => {
    const { server } = desk();
    let right = false;
    const errors = [{ field: "current", problem: "is wrong", allowed: "your present password" }];
    server.on("POST /session/password", () => (right ? { status: 204 } : { status: 403, body: { code: "wrong_password", errors } }));
    await openDesk(server, "/account");
    await user.click(await screen.findByRole("button", { name: "Change password" }));
    expect(screen.getAllByText("Enter your password.")).toHaveLength(2);
    await user.type(screen.getByLabelText("Your password now"), PASSWORD);
    await user.type(screen.getByLabelText("New password"), "another long password{Enter}");
    await waitFor(() => expect(screen.getByLabelText("Your password now").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getAllByText("This is not your password.")).toHaveLength(2);
    expect(expired.value).toBe(false);
    await expectAccessible();
    right = true;
    await user.click(screen.getByRole("button", { name: "Change password" }));
    expect(await screen.findByText("Your password was changed. All other sessions have ended.")).toBeTruthy();
    expect(server.asksFor("POST", "/session/password").at(-1)).toEqual({ current: PASSWORD, password: "another long password" });
    expect(screen.getByLabelText<HTMLInputElement>("New password").value).toBe("");
  });

  it("takes a code for a new password where there is a second factor", async () => {
    const { server } = desk(true);
    server.on("POST /session/password", () => ({ status: 401, body: { code: "wrong_code" } }));
    await openDesk(server, "/account");
    await user.type(await screen.findByLabelText("Your password now"), PASSWORD);
    await user.type(screen.getByLabelText("New password"), "another long password");
    await user.type(screen.getByLabelText("Code"), "111 111{Enter}");
    await waitFor(() => expect(screen.getByLabelText("Code").getAttribute("aria-invalid")).toBe("true"));
    expect(server.asksFor("POST", "/session/password")).toEqual([{ current: PASSWORD, password: "another long password", code: "111111" }]);
  });
});

describe("the second factor", () => {
  it("is turned on with the password, a picture and a code; the recovery codes are shown once", async () => {
    const { server, turn } = desk();
    const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    server
      .on("POST /session/second-factor", { secret: "JBSWY3DP", uri: "otpauth://totp/Deskbell:ann?secret=JBSWY3DP", qr: { size: 2, path: "M0 0h1v1h-1z" } })
      .on("POST /session/second-factor/confirm", (body: unknown) => {
        if ((body as { code: string }).code !== "123456") return { status: 401, body: { code: "wrong_code" } };
        turn(true);
        return { body: { recovery_codes: CODES } };
      });
    await openDesk(server, "/account");
    await user.click(await screen.findByRole("button", { name: "Turn on" }));
    await user.type(within(await screen.findByRole("dialog", { name: "Turn on" })).getByLabelText("Password"), `${PASSWORD}{Enter}`);
    const scan = await screen.findByRole("dialog", { name: "Connect your app" });
    expect(within(scan).getByRole("img", { name: /^QR code/ }).querySelector("path")!.getAttribute("d")).toBe("M0 0h1v1h-1z");
    expect(within(scan).getByText("JBSWY3DP")).toBeTruthy();
    await expectAccessible();
    await user.type(within(scan).getByLabelText("Code"), "999999{Enter}");
    expect(await within(scan).findByText(/This code is wrong/)).toBeTruthy();
    await user.clear(within(scan).getByLabelText("Code"));
    await user.type(within(scan).getByLabelText("Code"), "123456{Enter}");
    const codes = await screen.findByRole("dialog", { name: "Your recovery codes" });
    expect(within(codes).getByRole("group", { name: "Recovery codes" }).textContent).toBe(CODES.join("\n"));
    await user.click(within(codes).getByRole("button", { name: "Save as a file" }));
    expect(saved).toHaveBeenCalledOnce();
    await expectAccessible();
    await user.keyboard("{Escape}");
    await user.click(within(codes).getByRole("button", { name: "Done" }));
    expect(screen.getByRole("dialog", { name: "Your recovery codes" })).toBeTruthy();
    await user.click(within(codes).getByRole("checkbox", { name: "I have kept them" }));
    await user.click(within(codes).getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(await screen.findByRole("button", { name: "Turn off" })).toBeTruthy();
    expect(document.body.textContent).not.toContain(CODES[0]);
  });

  it("is turned off, and gives new codes, for the password and a code", async () => {
    const { server, turn } = desk(true);
    server
      .on("POST /session/second-factor/recovery-codes", { recovery_codes: CODES })
      .on("DELETE /session/second-factor", () => {
        turn(false);
        return { status: 204 };
      });
    await openDesk(server, "/account");
    const proof = { password: PASSWORD, code: "123456" };
    const prove = async (title: string): Promise<void> => {
      const dialog = await screen.findByRole("dialog", { name: title });
      await user.click(within(dialog).getAllByRole("button").at(-1)!);
      expect(within(dialog).getAllByText("Enter the code.")).toHaveLength(2);
      await user.type(within(dialog).getByLabelText("Password"), PASSWORD);
      await user.type(within(dialog).getByLabelText("Code"), "123456{Enter}");
    };
    await user.click(await screen.findByRole("button", { name: "New recovery codes" }));
    await prove("New recovery codes?");
    const codes = await screen.findByRole("dialog", { name: "Your recovery codes" });
    await user.click(within(codes).getByRole("checkbox", { name: "I have kept them" }));
    await user.click(within(codes).getByRole("button", { name: "Done" }));
    await user.click(await screen.findByRole("button", { name: "Turn off" }));
    await prove("Turn the second factor off?");
    expect(await screen.findByRole("button", { name: "Turn on" })).toBeTruthy();
    expect(server.asksFor("POST", "/session/second-factor/recovery-codes")).toEqual([proof]);
    expect(server.asksFor("DELETE", "/session/second-factor")).toEqual([proof]);
  });
});

describe("where one is signed in", () => {
  it("is listed, this one first, and each other one can be ended after a question", async () => {
    const { server } = desk();
    server.on("DELETE /session/sessions/phone", () => {
      server.on("GET /session/sessions", { sessions: [HERE] });
      return { status: 204 };
    });
    await openDesk(server, "/account");
    const rows = within(await screen.findByRole("table", { name: "Where you are signed in" })).getAllByRole("rowheader");
    expect(rows.map((row) => row.textContent)).toEqual(["Firefox on WindowsThis one192.0.2.7", "Safari on iPhone198.51.100.4"]);
    await user.click(screen.getByRole("button", { name: "End the session: Safari on iPhone" }));
    const dialog = await screen.findByRole("dialog", { name: "End the session on “Safari on iPhone”?" });
    expect(server.asksFor("DELETE", "/session/sessions/phone")).toEqual([]);
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "End" }));
    expect(await screen.findByText("The session has ended.")).toBeTruthy();
    await waitFor(() => expect(screen.queryByText("Safari on iPhone")).toBeNull());
    expect(screen.queryByRole("button", { name: "End all others" })).toBeNull();
  });

  it("is ended everywhere else at once, and says so when that failed", async () => {
    const { server } = desk();
    let works = false;
    server.on("DELETE /session/sessions", () => (works ? { status: 204 } : { status: 503, body: {} }));
    await openDesk(server, "/account");
    await user.click(await screen.findByRole("button", { name: "End all others" }));
    const dialog = await screen.findByRole("dialog", { name: "End all other sessions?" });
    await user.click(within(dialog).getByRole("button", { name: "End all others" }));
    expect(await within(dialog).findByRole("alert")).toBeTruthy();
    works = true;
    await user.click(within(dialog).getByRole("button", { name: "End all others" }));
    expect(await screen.findByText("All other sessions have ended.")).toBeTruthy();
  });

  it("can be asked again when it could not be loaded", async () => {
    const { server } = desk();
    server.on("GET /session/sessions", () => ({ status: 503, body: {} }));
    await openDesk(server, "/account");
    expect(await screen.findByText("The list of your sessions could not be loaded.")).toBeTruthy();
    server.on("GET /session/sessions", { sessions: [HERE] });
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Firefox on Windows")).toBeTruthy();
  });
});
