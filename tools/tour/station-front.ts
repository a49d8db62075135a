import { openSite, type Site } from "#simulators/demo/site.ts";
import { exampleTariff, keysOf } from "#simulators/demo/tariff.ts";
import { openVillageClock } from "#simulators/village/clock.ts";
import { type Hands, makeVisit } from "#simulators/village/person.ts";
import { openRandom } from "#simulators/village/random.ts";
import type { Bag } from "#simulators/village/visit.ts";

/** A station's devices, at the far ends of serial lines, and a person who reads what it prints. */
export type StationFront = {
  readonly paths: Site["paths"];
  /** All that the station has printed, whenever it prints more. */
  prints(text: string): void;
  /** @throws Error when the person does not see the bag recorded */
  bring(tag: string, bag: Bag): Promise<void>;
  close(): Promise<void>;
};

/** What is shown, by the last line of the console panel in English. */
const SHOWN: readonly (readonly [RegExp, string])[] = [
  [/^Tap your card/, "idle"],
  [/^Recorded/, "done"],
  [/OK to hand it in/, "confirm"],
  [/^(Welcome!|Your balance)/, "card"],
  [/^What do you bring/, "choose"],
  [/(Put the bag on the scale|Weighing\.\.\.)/, "weigh"],
];

export async function openStationFront(): Promise<StationFront> {
  const site = await openSite(realClock(), { ...openRandom(1, "tour"), normal: () => 0 });
  const hands = site.handsFor(keysOf(exampleTariff("2026-11")), new AbortController().signal);
  return {
    paths: site.paths,
    prints(text) {
      for (const line of text.split("\n").reverse()) {
        const [, shown] = SHOWN.find(([words]) => words.test(line)) ?? [];
        if (shown === undefined) continue;
        site.show(shown);
        return;
      }
    },
    bring: (tag, bag) => bring(tag, bag, hands),
    close: site.close,
  };
}

async function bring(tag: string, bag: Bag, hands: Hands): Promise<void> {
  await hands.sees(["idle"], 30_000);
  const visit = { atMs: 0, station: 0, tag, bags: [bag], special: null };
  if ((await makeVisit(visit, hands)) !== 1) throw new Error("the bag was not recorded");
}

function realClock() {
  const line = { anchorMs: 0, villageMs: 0, rate: 1, untilMs: Number.MAX_SAFE_INTEGER };
  return openVillageClock(line);
}
