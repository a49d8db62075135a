import { describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import { type SceneName, sceneView } from "#simulators/kiosk/scenes.ts";
import { openFeed, type Sink } from "./feed.ts";
import { kioskStateOf } from "./kiosk-state.ts";
import { kioskState } from "./state.ts";

const hello = { page: "p1", language: "ar" } as const;

/** A page whose reader can be made slow. */
function openPage() {
  const events: { event: string; data: unknown }[] = [];
  let [isSlow, isEnded] = [false, false];
  const sink: Sink = {
    write(text) {
      const [, event = "", json = ""] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(text) ?? [];
      events.push({ event, data: JSON.parse(json) });
      return !isSlow;
    },
    end() {
      isEnded = true;
    },
  };
  return {
    sink,
    taken: () => events.splice(0),
    setSlow: (slow: boolean) => (isSlow = slow),
    isEnded: () => isEnded,
  };
}

/** A view that counts how often its state was asked for. */
function watched(name: SceneName, looks: { count: number }) {
  const view = sceneView(name);
  return Object.defineProperty({ ...view }, "session", {
    get() {
      looks.count += 1;
      return view.session;
    },
  });
}

describe("openFeed", () => {
  it("says who speaks, then all there is, then what changes, and nothing when nothing does", () => {
    const [feed, page] = [openFeed(hello), openPage()];
    feed.show(sceneView("idle"));
    feed.join(page.sink);
    const [first, whole] = page.taken();
    expect(first).toEqual({ event: "hello", data: hello });
    expect(kioskState.parse(whole?.data)).toEqual(kioskStateOf(sceneView("idle")));
    feed.show(sceneView("idle"));
    expect(page.taken()).toEqual([]);
    feed.show({ ...sceneView("idle"), live: Grams(20) });
    expect(page.taken()).toEqual([
      { event: "change", data: { live: { grams: 20, isStill: true } } },
    ]);
  });

  it("adds up to the state that holds, whatever came in between", () => {
    const [feed, page] = [openFeed(hello), openPage()];
    feed.join(page.sink);
    const names = [
      "idle",
      "tapped",
      "moving",
      "weighed",
      "credited",
      "a scale that is gone",
    ] as const;
    for (const name of names) feed.show(sceneView(name));
    const changes = page.taken().slice(1);
    const state = Object.assign({}, ...changes.map(({ data }) => data));
    expect(state).toEqual(kioskStateOf(sceneView("a scale that is gone")));
  });

  it("makes nothing while nobody listens", () => {
    const [feed, page, looks] = [openFeed(hello), openPage(), { count: 0 }];
    feed.show(watched("weighed", looks));
    expect(looks.count).toBe(0);
    const joined = feed.join(page.sink);
    expect(looks.count).toBeGreaterThan(0);
    joined?.leave();
    looks.count = 0;
    feed.show(watched("idle", looks));
    expect(looks.count).toBe(0);
    expect(page.taken()).toHaveLength(2);
  });

  it("tells a slow page nothing until it has caught up, and then only what holds by then", () => {
    const [feed, page] = [openFeed(hello), openPage()];
    const joined = feed.join(page.sink);
    page.setSlow(true);
    feed.show(sceneView("idle"));
    page.taken();
    for (const grams of [10, 20, 30]) feed.show({ ...sceneView("idle"), live: Grams(grams) });
    feed.beat();
    expect(page.taken()).toEqual([]);
    page.setSlow(false);
    joined?.caughtUp();
    expect(page.taken()).toEqual([
      { event: "change", data: { live: { grams: 30, isStill: true } } },
    ]);
    feed.beat();
    expect(page.taken()).toEqual([{ event: "beat", data: 0 }]);
  });

  it("takes so many pages and no more, until one is gone", () => {
    const feed = openFeed(hello);
    const pages = Array.from({ length: 8 }, openPage);
    const joined = pages.map(({ sink }) => feed.join(sink));
    expect(joined).not.toContain(null);
    expect(feed.join(openPage().sink)).toBeNull();
    joined[0]?.leave();
    expect(feed.join(openPage().sink)).not.toBeNull();
    feed.close();
    expect(pages.map(({ isEnded }) => isEnded())).toEqual([false, ...Array(7).fill(true)]);
  });
});
