import { createHash } from "node:crypto";
import { type Slug, utcTime } from "#contract/ids.ts";
import type { JsonObject } from "#contract/json.ts";
import type { PageEntry } from "#contract/page.ts";
import type { ClockState, Stamp } from "#contract/stamp.ts";
import { EpochMs } from "#contract/units.ts";
import type { ReceivedPage } from "#gateway/store/store.ts";
import type { Random } from "../village/random.ts";
import type { Bag } from "./bags.ts";
import { openPaperStation, type PaperStation } from "./paper-station.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of a half-day. A boot without a clock stays so until pages have gone out once or twice. */
const POWER_CUT_CHANCE = 0.015;
const SYNCED_BEFORE_SENDING_CHANCE = 0.5;
const OFFLINE_CHANCE = 0.008;
const OFFLINE_DAYS = [1, 9] as const;
/** The same page once more, as its receipt was lost. */
const REPEAT_CHANCE = 0.01;

/** A bag in a station's journal. */
export type Kept = { readonly bag: Bag; readonly entry: PageEntry; readonly weighedAt: EpochMs };
export type Sending = { readonly pages: readonly ReceivedPage[]; readonly kept: readonly Kept[] };

/** A station with its power cuts and its bad network. */
export type StationLife = {
  readonly paper: PaperStation;
  weigh(bag: Bag, at: EpochMs): void;
  /** A half-day begins: perhaps with a new boot, whose clock knows nothing. */
  begin(at: EpochMs): void;
  /** Nothing goes out before this time. */
  cutOff(until: EpochMs): void;
  /** What goes out now; nothing while it is offline. */
  send(at: EpochMs): Sending;
  /** A page that tells another weight under a seq that is taken, and one with an entry of nonsense. */
  sendTwin(of: Kept, at: EpochMs): readonly ReceivedPage[];
  sendNonsense(at: EpochMs): readonly ReceivedPage[];
};

type Boot = { readonly id: string; readonly since: EpochMs };

export function openStationLife(
  { seed, scheme, name, from }: { seed: number; scheme: Slug; name: Slug; from: EpochMs },
  random: Random,
): StationLife {
  const paper = openPaperStation(seed, scheme, name);
  let boot = bootOf(`${seed}:${name}`, from);
  let clock: ClockState = "synced";
  let offlineUntil = from;
  let waiting: Kept[] = [];
  const stampAt = (at: EpochMs) => stampOf(boot, clock, at);

  return {
    paper,
    weigh(bag, weighedAt) {
      const entry = paper.write(stampAt(weighedAt), bag.deposit);
      waiting.push({ bag, entry, weighedAt });
    },
    begin(at) {
      if (random.happens(POWER_CUT_CHANCE)) {
        boot = bootOf(`${seed}:${name}`, at);
        clock = "unset";
      }
      if (at >= offlineUntil && random.happens(OFFLINE_CHANCE)) {
        offlineUntil = EpochMs(at + random.whole(...OFFLINE_DAYS) * DAY_MS);
      }
    },
    cutOff(until) {
      offlineUntil = until;
    },
    send(at) {
      if (at < offlineUntil) return { pages: [], kept: [] };
      const kept = waiting;
      waiting = [];
      if (random.happens(SYNCED_BEFORE_SENDING_CHANCE)) clock = "synced";
      const pages = paper.pages(
        kept.map(({ entry }) => entry),
        stampAt(at),
        at,
      );
      // A boot that spoke is heard back: from now on its clock is the gateway's.
      clock = "synced";
      return { pages: random.happens(REPEAT_CHANCE) ? [...pages, ...pages] : pages, kept };
    },
    sendTwin({ entry, bag }, at) {
      const heavier = bag.deposit.net + 500;
      const other: JsonObject = { ...bag.deposit, gross: heavier, net: heavier };
      return paper.pages([paper.twinOf(entry, other)], stampAt(at), at);
    },
    sendNonsense(at) {
      return paper.pages(
        [paper.write(stampAt(at), { stream: "plastic", net: -1 })],
        stampAt(at),
        at,
      );
    },
  };
}

function stampOf({ id, since }: Boot, clock: ClockState, at: EpochMs): Stamp {
  const uptimeMs = at - since;
  // Without a battery a clock begins in 1970 at every boot.
  return { boot: id, clock, time: utcTime(clock === "unset" ? uptimeMs : at), uptimeMs };
}

/** A UUID of version 8 (RFC 9562), the same for the same text. */
function bootOf(text: string, since: EpochMs): Boot {
  const hex = createHash("sha256").update(`boot:${text}:${since}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return { id: [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-"), since };
}
