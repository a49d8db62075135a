import { describe, expect, it } from "vitest";
import type { CardId, Slug } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import type { PanelView } from "../panel/view.ts";
import { initialSession, type SessionState } from "../session/state.ts";
import type { Weighing } from "../weighing/weighing.ts";
import { initialLid, type Lid, stepLid } from "./lid.ts";

const CLOSE_AFTER_MS = 3000;
const CARD = "c".repeat(22) as CardId;
const PLASTIC = "plastic" as Slug;

const settled = { gross: Grams(0), legal: true, samples: 5, spread: Grams(0), frames: [] };
const rest: Weighing = {
  ...{ kind: "zero", uptimeMs: 0, gross: Grams(0), baseline: Grams(0), settled },
};
const moving: Weighing = { kind: "moving", uptimeMs: 0 };
const visit = { card: CARD, cardProof: null, account: null, blocked: false, deposits: 0 };
const weigh: Partial<SessionState> = {
  phase: { kind: "weigh", visit, stream: PLASTIC },
  load: { kind: "free" },
};
const idle: Partial<SessionState> = { phase: { kind: "idle" }, load: { kind: "free" } };

function viewOf(session: Partial<SessionState>, change: Partial<PanelView> = {}): PanelView {
  return {
    session: { ...initialSession, weighing: rest, ...session },
    ...{ streams: [], mode: "bin", live: null, fixedStream: null, lost: new Set() },
    currency: { code: "QAM", minorUnits: 2 },
    credit: null,
    ...change,
  };
}

/** Each view for so many ms, looked at ten times a second. */
function follow(steps: readonly (readonly [PanelView, number])[], from = initialLid) {
  let [lid, nowMs]: [Lid, number] = [from, 0];
  const moves: [number, Lid["position"]][] = [];
  for (const [view, forMs] of steps) {
    for (const end = nowMs + forMs; nowMs < end; nowMs += 100) {
      const next = stepLid(lid, { view, uptimeMs: nowMs, closeAfterMs: CLOSE_AFTER_MS });
      if (next.position !== lid.position) moves.push([nowMs, next.position]);
      lid = next;
    }
  }
  return { lid, moves };
}

describe("a lid", () => {
  it("opens for a card and a stream, and closes by itself when that is over", () => {
    const choose = viewOf({ ...idle, phase: { kind: "choose", visit, page: 0 } });
    const { moves } = follow([
      [choose, 4000],
      [viewOf(weigh), 2000],
      [viewOf(idle), 5000],
    ]);
    expect(moves).toEqual([
      [3000, "closed"],
      [4000, "open"],
      [8900, "closed"],
    ]);
  });

  it("opens at the tap where the station has one stream", () => {
    const card = viewOf({ ...idle, phase: { kind: "card", visit } }, { fixedStream: PLASTIC });
    expect(follow([[card, 100]]).lid.position).toBe("open");
    const several = viewOf({ ...idle, phase: { kind: "card", visit } });
    expect(follow([[several, 100]]).lid.position).toBeNull();
  });

  it("does not close on what still moves, however long it does", () => {
    const { lid, moves } = follow([
      [viewOf(weigh), 1000],
      [viewOf({ ...idle, weighing: moving }), 600_000],
    ]);
    expect(lid.position).toBe("open");
    expect(moves).toEqual([[0, "open"]]);
  });

  it("waits anew after each movement", () => {
    const { moves } = follow([
      [viewOf(weigh), 1000],
      [viewOf(idle), 2500],
      [viewOf({ ...idle, weighing: moving }), 100],
      [viewOf(idle), 4000],
    ]);
    expect(moves).toEqual([
      [0, "open"],
      [6500, "closed"],
    ]);
  });

  it("opens again for what moves while it closes, but not for ever", () => {
    const closing = [
      [viewOf(idle), 3200],
      [viewOf({ ...idle, weighing: moving }), 100],
    ] as const;
    const { moves, lid } = follow([[viewOf(weigh), 100], ...Array(9).fill(closing).flat()]);
    expect(moves.filter(([, position]) => position === "closed")).toHaveLength(4);
    expect(lid.position).toBe("open");
    expect(
      follow(
        [
          [viewOf(weigh), 100],
          [viewOf(idle), 4000],
        ],
        lid,
      ).lid.position,
    ).toBe("closed");
  });

  it("stays closed for what moves later: nobody is there", () => {
    const { lid } = follow([
      [viewOf(idle), 10_000],
      [viewOf({ ...idle, weighing: moving }), 5000],
    ]);
    expect(lid.position).toBe("closed");
  });

  it.each<[string, PanelView]>([
    ["the scale is gone", viewOf(weigh, { lost: new Set(["scale"]) })],
    ["the scale says nothing", viewOf({ ...weigh, weighing: { kind: "no-signal", uptimeMs: 0 } })],
    ["it is full", viewOf({ ...weigh, weighing: { kind: "overload", uptimeMs: 0 } })],
    ["the bin is short of something", viewOf({ ...weigh, load: { kind: "short" } })],
    ["somebody else's load lies there", viewOf({ ...weigh, load: { kind: "nobodys" } })],
  ])("does not open when %s", (_, view) => {
    expect(follow([[view, 1000]]).lid.position).not.toBe("open");
  });

  it.each<[string, PanelView]>([
    ["says nothing", viewOf({ ...idle, weighing: { kind: "no-signal", uptimeMs: 0 } })],
    ["is gone", viewOf(idle, { lost: new Set(["scale"]) })],
    ["has not yet settled", viewOf({ ...idle, weighing: { ...rest, settled: null } })],
  ])("stays open while the scale %s", (_, view) => {
    expect(
      follow([
        [viewOf(weigh), 100],
        [view, 60_000],
      ]).lid.position,
    ).toBe("open");
  });

  it("is told nothing before it stood still for a while", () => {
    expect(follow([[viewOf({ ...idle, weighing: moving }), 60_000]]).lid.position).toBeNull();
    expect(follow([[viewOf(idle), 2900]]).lid.position).toBeNull();
  });
});
