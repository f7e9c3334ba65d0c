import { act, render, screen } from "@testing-library/preact";
import { describe, expect, it, vi } from "vitest";
import { Lazy, lazyPage } from "../src/routing/Lazy.tsx";

const Page = ({ name }: { name: string }) => <p>Hello {name}</p>;
const shown = (page: ReturnType<typeof lazyPage<{ name: string }>>) => (
  <Lazy page={page} props={{ name: "Ann" }} waiting={<p>Loading</p>} failed={(retry) => <button type="button" onClick={retry}>Again</button>} />
);

const pass = (milliseconds: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });

describe("a page that is fetched", () => {
  it("is drawn when it is there, and at once the next time", async () => {
    const page = lazyPage<{ name: string }>("page", () => Promise.resolve(Page));
    const { unmount } = render(shown(page));
    expect(await screen.findByText("Hello Ann")).toBeTruthy();
    unmount();
    render(shown(page));
    expect(screen.getByText("Hello Ann")).toBeTruthy();
  });

  it("is drawn also when somebody else has brought it between drawing and asking", async () => {
    let bring: (component: typeof Page) => void = () => undefined;
    const page = lazyPage<{ name: string }>("page", () => new Promise((resolve) => (bring = resolve)));
    const early = page.load();
    render(shown(page));
    bring(Page);
    await early;
    expect(await screen.findByText("Hello Ann")).toBeTruthy();
  });

  it("shows its skeleton after a while only, and can be tried again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const attempts = [() => new Promise<typeof Page>((_, reject) => setTimeout(() => reject(new Error("gone")), 1000)), () => Promise.resolve(Page)];
    render(shown(lazyPage<{ name: string }>("page", () => attempts.shift()!())));
    await pass(150);
    expect(screen.queryByText("Loading")).toBeNull();
    await pass(200);
    expect(screen.getByText("Loading")).toBeTruthy();
    await pass(1000);
    const again = screen.getByRole("button", { name: "Again" });
    vi.useRealTimers();
    await act(() => again.click());
    expect(await screen.findByText("Hello Ann")).toBeTruthy();
  });
});
