import { describe, expect, it } from "vitest";
import type { Hash } from "#contract/ids.ts";
import type { Outcome } from "#contract/receipt.ts";
import { Grams, MinorUnits } from "#contract/units.ts";
import { type Told, tell, type Word } from "../session/script.ts";
import { openConsolePanel } from "./console.ts";
import { ageText } from "./format.ts";
import { panels } from "./panels.ts";
import { render } from "./render.ts";
import { openScreen } from "./screen.ts";
import type { PanelView } from "./view.ts";

const labels = [
  ["organic", "عضوي", "Organic"],
  ["paper", "ورق وكرتون", "Paper and cardboard"],
  ["plastic", "بلاستيك", "Plastic"],
] as const;
const streams = labels.map(([stream, ar, en]) => ({
  stream,
  label: { ar, en },
  attendedOnly: false,
}));

const viewOf = ({ state }: Told, change: Partial<PanelView> = {}): PanelView => ({
  session: state,
  streams,
  mode: "platform",
  live: null,
  fixedStream: null,
  currency: { code: "QAM", minorUnits: 2 },
  lost: new Set(),
  credit: null,
  ...change,
});
const english = (words: readonly Word[], change: Partial<PanelView> = {}) =>
  render(viewOf(tell(words), change), "en");

const visit = ["zero", "A", "key 3"] as const;
const posted = { kind: "posted", grams: Grams(4680) } as const;
const credit = { ...posted, credited: MinorUnits(173), balance: MinorUnits(9154) };

describe("render", () => {
  it.each<[string, readonly Word[], readonly string[]]>([
    ["nobody", ["zero"], ["Tap your card"]],
    [
      "a tap",
      ["zero", "A"],
      [
        "Your balance: 12.34 QAM · as of 1 minute ago",
        "1 Organic · 2 Paper and cardboard · 3 Plastic",
      ],
    ],
    [
      "the choice",
      ["zero", "A", "+4000"],
      ["What do you bring?", "1 Organic · 2 Paper and cardboard · 3 Plastic"],
    ],
    ["an empty platform", visit, ["Plastic", "Put the bag on the scale"]],
    ["a moving weight", [...visit, "moving"], ["Plastic", "Weighing..."]],
    ["an overload", [...visit, "overload"], ["Plastic", "Too heavy for this scale"]],
    [
      "an underload",
      [...visit, "below-zero"],
      ["Plastic", "The scale is below zero: take everything off it"],
    ],
    [
      "a silent scale",
      [...visit, "no-signal"],
      ["Plastic", "The scale is not connected. Please wait."],
    ],
    ["a load from before", [4680, "A", "key 3", 4680], ["Plastic", "Please empty the scale first"]],
    ["a stable weight", [...visit, 4680], ["Plastic 4.680 kg", "OK to hand it in, cancel to stop"]],
    ["a confirmed weight", [...visit, 4680, "confirm"], ["Plastic 4.680 kg", "One moment..."]],
    [
      "a drop without its receipt",
      [...visit, 4680, "confirm", 4680],
      ["Recorded: Plastic 4.680 kg", "credit follows", "Take the bag off the scale"],
    ],
    ["a visit that ran out", [...visit, "+30000"], ["Time is up", "Nothing was recorded"]],
    [
      "a second card",
      [...visit, "moving", "B"],
      ["Plastic", "Weighing...", "Another card is being served: please wait"],
    ],
  ])("shows %s", (_, words, lines) => {
    expect(english(words)).toEqual(lines);
  });

  it("says so when nothing was recorded", () => {
    const failed = tell([...visit, 4680, "confirm", 4680], { diskFull: true });
    expect(render(viewOf(failed), "en")[0]).toMatch(/^Nothing was recorded/);
  });

  it("shows credit and balance once the receipt is there, and not to the next card", () => {
    const done = [...visit, 4680, "confirm", 4680] as const;
    expect(english(done, { credit })[1]).toBe("Credit 1.73 QAM, your balance 91.54 QAM");
    expect(english([...done, "zero", "cancel"], { credit })).toHaveLength(2);
    expect(english([...done, "zero", "B"], { credit }).join()).not.toContain("91.54");
  });

  it("names a device that is gone", () => {
    expect(english(["zero"], { lost: new Set(["reader"]) })).toEqual([
      "The card reader is not connected. Please wait.",
    ]);
  });

  it("offers no stream that needs an attendant, and says when there is none at all", () => {
    const attended = streams.map((stream, i) => ({ ...stream, attendedOnly: i === 1 }));
    expect(english(["zero", "A", "+4000"], { streams: attended })[1]).toBe("1 Organic · 3 Plastic");
    expect(english(["zero", "A", "+4000"], { streams: [] })[0]).toBe(
      "Nothing can be handed in here just now.",
    );
  });

  it("speaks Arabic, with the digits of its readers", () => {
    const lines = render(viewOf(tell([...visit, 4680])), "ar");
    expect(lines).toEqual(["بلاستيك ٤٫٦٨٠ كغم", "تأكيد للتسليم، إلغاء للتوقف"]);
  });

  it("never needs more than three lines", () => {
    for (const words of [
      [...visit, 4680, "confirm", 4680, "B"],
      ["zero", "blocked"],
    ] as Word[][]) {
      expect(english(words, { credit }).length).toBeLessThanOrEqual(3);
    }
  });
});

describe("ageText", () => {
  it.each([
    [0, "this minute"],
    [59 * 60_000, "59 minutes ago"],
    [23.9 * 3_600_000, "23 hours ago"],
    [49 * 3_600_000, "2 days ago"],
  ])("%i ms", (ageMs, text) => {
    expect(ageText(ageMs, "en")).toBe(text);
  });
});

describe("openConsolePanel", () => {
  it("writes a line in each language, and only when it changed", () => {
    const lines: string[] = [];
    const panel = openConsolePanel((line) => lines.push(line));
    const told = tell(["zero"]);
    panel.show(viewOf(told));
    panel.show(viewOf(tell(["zero", "zero"], { from: told })));
    expect(lines).toEqual(["قرّب بطاقتك", "Tap your card"]);
    panel.show(viewOf(tell(["A"], { from: told })));
    expect(lines).toHaveLength(4);
  });
});

describe("panels", () => {
  it("shows on each of them", () => {
    const shown: [string, PanelView][] = [];
    const one = (name: string) => ({ show: (view: PanelView) => shown.push([name, view]) });
    const view = viewOf(tell(["zero"]));
    panels(one("a"), one("b")).show(view);
    expect(shown).toEqual([
      ["a", view],
      ["b", view],
    ]);
  });
});

describe("openScreen", () => {
  const [mine, other] = ["m".repeat(43) as Hash, "o".repeat(43) as Hash] as const;
  const outcome = (change: Partial<Outcome> = {}): Outcome => ({
    seq: 1,
    hash: mine,
    outcome: "posted",
    repeat: false,
    reasons: [],
    credited: MinorUnits(173),
    points: null,
    balance: MinorUnits(9154),
    owed: MinorUnits(0),
    ...change,
  });

  function begin() {
    const views: PanelView[] = [];
    const screen = openScreen({ show: (view) => views.push(view) });
    screen.recorded({ hash: mine, grams: Grams(4680) });
    const shown = () => {
      screen.show(viewOf(tell(["zero"])));
      return views.at(-1)?.credit;
    };
    return { screen, shown };
  }

  it("shows the receipt of the last bag, for half a minute", () => {
    const { screen, shown } = begin();
    expect(shown()).toBeNull();
    screen.receipted(mine, outcome(), 1000);
    expect(shown()).toEqual(credit);
    screen.tidy(30_999);
    expect(shown()).toEqual(credit);
    screen.tidy(31_000);
    expect(shown()).toBeNull();
  });

  it("shows no receipt of a bag before, nor of the last one after the next", () => {
    const { screen, shown } = begin();
    screen.receipted(other, outcome(), 0);
    expect(shown()).toBeNull();
    screen.receipted(mine, outcome(), 0);
    screen.recorded({ hash: other, grams: Grams(1000) });
    expect(shown()).toBeNull();
  });

  it("says that a held bag is checked first, and waits while nothing is decided", () => {
    const { screen, shown } = begin();
    screen.receipted(mine, outcome({ outcome: "deferred", credited: null, balance: null }), 0);
    expect(shown()).toBeNull();
    screen.receipted(mine, outcome({ outcome: "held", credited: null, balance: null }), 0);
    expect(shown()).toEqual({ kind: "checking", grams: 4680 });
  });
});
