import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderAt, STATIONS } from "../demo/folder.ts";
import { openStage, type Stage } from "../demo/stage.ts";
import { openReceiptMatcher, type Receipt } from "../demo/tally.ts";
import { keysOf } from "../demo/tariff.ts";
import { openVillage } from "../demo/village.ts";
import { householdsOf, strangersTag } from "../village/households.ts";
import { makeVisit } from "../village/person.ts";
import { openRandom } from "../village/random.ts";
import type { Bag, Special } from "../village/visit.ts";
import type { Waste } from "../village/waste.ts";
import { type Books, booksOf } from "./books.ts";

// People at three stations at the same time, from the platform of the scale to the ledger; then the sum
// of what was laid there, by the rule of docs/LEDGER.md, in grams, minor units and thousandths of points.

const SEED = 5;
const households = householdsOf(SEED);
/** No larger than a mean household, so that their caps are the tariff's own. */
const [abu, badr, careem, dina, eman, farah] = households
  .filter(({ members }) => members <= 4)
  .map(({ name, tags: [tag = ""] }) => ({ holder: `household:${name}`, tag }));
const stranger = {
  holder: "unclaimed",
  tag: strangersTag(openRandom(SEED, "stranger"), households),
};
type Person = typeof stranger | undefined;

const bags = (...loads: readonly (readonly [Waste, number])[]): Bag[] =>
  loads.map(([waste, grams]) => ({ waste, grams }));

type Planned = readonly [Person, readonly Bag[], Special?];
const days: readonly (readonly Planned[])[] = [
  [
    [abu, bags(["plastic", 4_320], ["organic", 12_340])],
    [abu, bags(["paper", 300]), "below-minimum"],
    [badr, bags(["glass", 7_000], ["glass", 6_990]), "over-cap"],
    [stranger, bags(["plastic", 2_510]), "unknown-card"],
  ],
  [
    [careem, bags(["organic", 8_080], ["metal", 210]), "wobbling-bag"],
    [dina, bags(["paper", 2_030], ["plastic", 610]), "card-read-twice"],
    [abu, bags(["plastic", 1_510])],
    [eman, []], // a tap, to read the balance
  ],
  [
    [farah, bags(["plastic", 12_000])], // above the maximum: a person looks at it
    [careem, bags(["organic", 5_000]), "given-up"],
    [farah, bags(["glass", 190], ["glass", 1_240])],
    [eman, bags(["plastic", 990])],
  ],
];

const TERMS = {
  organic: { rate: 10, points: 2, min: 500, max: 20_000, cap: 150_000 },
  paper: { rate: 20, points: 2, min: 500, max: 20_000, cap: 30_000 },
  plastic: { rate: 40, points: 4, min: 500, max: 10_000, cap: 25_000 },
  metal: { rate: 50, points: 2, min: 200, max: 10_000, cap: 10_000 },
  glass: { rate: 10, points: 2, min: 500, max: 12_000, cap: 12_000 },
};
type Term = (typeof TERMS)[keyof typeof TERMS];
const termOf = (waste: Waste): Term => TERMS[waste as keyof typeof TERMS];

const data = mkdtempSync(join(tmpdir(), "qamama-serial-"));
const folder = folderAt(data);
const receipts: Receipt[] = [];
const seen: number[][] = [];
let books: Books;
afterAll(() => rmSync(data, { recursive: true }));

beforeAll(async () => {
  const demo = {
    options: {
      data,
      httpPort: 0,
      mqttPort: 0,
      kioskPort: null,
      speed: 10,
      seed: SEED,
      once: null,
      language: "en",
      arduino: false,
    },
    folder,
    noiseless: true,
    stop: new AbortController().signal,
    say: () => {},
  } as const;
  const village = openVillage(folder, demo.options);
  {
    const match = openReceiptMatcher((receipt) => receipts.push(receipt));
    await using stage = await openStage(demo, village, match);
    await village.master.turn({ rate: demo.options.speed });
    seen.push(...(await Promise.all(days.map((day, at) => serve(stage, at, day)))));
    await stage.drain(30_000);
  }
  village.close();
  books = booksOf(folder.journal);
}, 120_000);

/** One after the other, each when the one before has left. @returns what each saw to be recorded */
async function serve(stage: Stage, station: number, day: readonly Planned[]): Promise<number[]> {
  const hands = stage.sites[station]?.handsFor(keysOf(stage.tariff), new AbortController().signal);
  const recorded: number[] = [];
  for (const [person, bags, special = null] of day) {
    if (hands === undefined || person === undefined) throw new Error("there is nobody");
    await hands.sees(["idle"], 120_000);
    recorded.push(await makeVisit({ atMs: 0, station, tag: person.tag, bags, special }, hands));
  }
  return recorded;
}

const laid = days.flatMap((day, station) =>
  day
    .filter(([, , special]) => special !== "given-up")
    .flatMap(([person, bags]) =>
      bags.map((bag) => ({ ...bag, holder: person?.holder ?? "", station })),
    ),
);
const isHeld = ({ waste, grams }: Bag) => grams > termOf(waste).max;
const isPaid = (bag: Bag) => !isHeld(bag) && bag.grams >= termOf(bag.waste).min;

/** By holder: what months are worth, each rounded once, half up. */
function worth(of: (term: Term, grams: number) => number): Record<string, number> {
  const sums: Record<string, number> = {};
  const months = Map.groupBy(laid.filter(isPaid), ({ holder, waste }) => `${holder} ${waste}`);
  for (const [bag, ...more] of months.values()) {
    if (bag === undefined) continue;
    const term = termOf(bag.waste);
    const grams = Math.min(term.cap, bag.grams + more.reduce((sum, { grams }) => sum + grams, 0));
    sums[bag.holder] = (sums[bag.holder] ?? 0) + of(term, grams);
  }
  return sums;
}

/** What the ledger has under an asset, by the first part of each account that people or bins have. */
function ledger(asset: RegExp, account: RegExp): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, amount] of Object.entries(books.balances)) {
    const [holder = "", of = ""] = name.split(" ");
    const owner = account.exec(holder)?.[0].replace(/^unclaimed:.*/, "unclaimed");
    if (owner !== undefined && asset.test(of)) sums[owner] = (sums[owner] ?? 0) + amount;
  }
  return sums;
}

const PEOPLE = /^(household|unclaimed):[^:]+/;

describe("from the scale's platform to the ledger", () => {
  it("everyone sees recorded what they brought, and no more", () => {
    const brought = days.map((day) =>
      day.map(([, bags, special]) => (special === "given-up" ? 0 : bags.length)),
    );
    expect(seen).toEqual(brought);
    expect(books.deposits).toBe(laid.length);
  });

  it("the bins hold the very grams that lay on the scales", () => {
    const bins: Record<string, number> = {};
    for (const bag of laid.filter((bag) => !isHeld(bag))) {
      const bin = `bin:${STATIONS[bag.station]}:${bag.waste}`;
      bins[bin] = (bins[bin] ?? 0) + bag.grams;
    }
    expect(ledger(/^G\//, /^bin:.*/)).toEqual(bins);
  });

  it("every household has the credit and the points of its month", () => {
    const halfUp = (thousandths: number) => Math.floor((thousandths + 500) / 1_000);
    expect(ledger(/^QAM\//, PEOPLE)).toEqual(worth(({ rate }, grams) => halfUp(grams * rate)));
    expect(ledger(/^RLF\//, PEOPLE)).toEqual(worth(({ points }, grams) => grams * points));
  });

  it("every bag has a receipt that says why it earned less", () => {
    const told = receipts.filter(({ reasons }) => reasons.length > 0);
    const reasons = told.map(({ outcome, reasons }) => [outcome, ...reasons].join(" "));
    expect(receipts).toHaveLength(laid.length);
    expect(reasons.sort()).toEqual([
      "held weight-implausible",
      "posted below-minimum",
      "posted below-minimum",
      "posted over-cap",
      "posted unclaimed",
    ]);
  });
});
