import { describe, expect, it } from "vitest";
import { Grams, MinorUnits } from "#contract/units.ts";
import { tell, type Word } from "../session/script.ts";
import { lcdLines } from "./lcd.ts";
import type { PanelView } from "./view.ts";

const streams = [
  ["organic", "Organic"],
  ["paper", "Paper and cardboard"],
  ["plastic", "Plastic"],
].map(([stream = "", en = ""]) => ({ stream, label: { ar: "؟", en }, attendedOnly: false }));

const viewOf = (words: readonly Word[], change: Partial<PanelView> = {}): PanelView => ({
  session: tell(words).state,
  ...{ streams, mode: "platform", live: null, fixedStream: null, lost: new Set() },
  currency: { code: "QAM", minorUnits: 2 },
  credit: null,
  ...change,
});

const visit = ["zero", "A", "key 3"] as const;
const handed = [...visit, 4680, "confirm", 4680] as const;
const posted = { kind: "posted", grams: Grams(4680) } as const;
const credit = { ...posted, credited: MinorUnits(173), balance: MinorUnits(9154) };

const CASES: readonly [string, PanelView, readonly string[]][] = [
  ["nobody", viewOf(["zero"]), ["Tap your card"]],
  ["a tap", viewOf(["zero", "A"]), ["Has 12.34 QAM", "1 minute ago", "Press its button"]],
  ["the choice", viewOf(["zero", "A", "+4000"]), ["Press its button"]],
  ["an empty platform", viewOf(visit, { live: Grams(0) }), ["Put it on", "0.000 kg", "Plastic"]],
  [
    "a moving weight",
    viewOf([...visit, "moving"], { live: Grams(4321) }),
    ["Weighing...", "4.321 kg", "Plastic"],
  ],
  ["a silent scale", viewOf([...visit, "no-signal"]), ["No scale: wait", "", "Plastic"]],
  ["a weight", viewOf([...visit, 4680]), ["OK or cancel?", "4.680 kg", "Plastic"]],
  [
    "a confirmed weight",
    viewOf([...visit, 4680, "confirm"]),
    ["One moment...", "4.680 kg", "Plastic"],
  ],
  ["a drop without receipt", viewOf(handed), ["Took 4.680 kg", "credit follows", "Plastic"]],
  [
    "a drop with its receipt",
    viewOf(handed, { credit }),
    ["Took 4.680 kg", "Credit 1.73 QAM", "Has 91.54 QAM", "Plastic"],
  ],
  [
    "a drop that a person looks at",
    viewOf(handed, { credit: { kind: "checking", grams: Grams(4680) } }),
    ["Took 4.680 kg", "will be checked", "Plastic"],
  ],
  ["a visit that ran out", viewOf([...visit, "+30000"]), ["Time is up", "Nothing recorded"]],
  ["a visit called off", viewOf([...visit, "cancel"]), ["Cancelled", "Nothing recorded"]],
  [
    "a second card",
    viewOf([...visit, "moving", "B"], { live: Grams(1) }),
    ["Please wait", "Weighing...", "0.001 kg", "Plastic"],
  ],
  ["a lost board", viewOf(["zero"], { lost: new Set(["board"]) }), ["Out of order:", "no board"]],
];

describe("a character display", () => {
  it.each(CASES)("shows %s", (_, view, lines) => {
    expect(lcdLines(view)).toEqual(lines);
  });

  it.each(CASES)("has room for %s in lines of 16", (_, view) => {
    for (const line of lcdLines(view)) expect(line).toMatch(/^[ -}]{0,16}$/);
  });

  it("never says that anything is credited before the receipt says so", () => {
    expect(lcdLines(viewOf(handed)).join(" ")).not.toMatch(/QAM/);
  });

  it("shows a label that it has no letters for as what it cannot show", () => {
    const named = streams.map((it) => ({ ...it, label: { ...it.label, en: "Café" } }));
    expect(lcdLines(viewOf([...visit, 4680], { streams: named }))).toContain("Caf?");
  });
});
