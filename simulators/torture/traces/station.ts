import * as z from "zod";
import { assert } from "#contract/assert.ts";
import { type CardId, isChain, isHash } from "#contract/ids.ts";
import { EpochMs, Grams, MinorUnits } from "#contract/units.ts";
import { sessionConfig } from "#edge/session/config.ts";
import { openVisits, type VisitParts, type Visits } from "#edge/visits/visits.ts";
import {
  instrumentFields,
  instrumentOf,
  weighingBy,
  weighingConfig,
} from "#edge/weighing/config.ts";
import type { Script } from "./acts.ts";

/** What a station wrote into its journal, and when. */
export type Written = Parameters<VisitParts["outbox"]["append"]>[0] & { readonly atMs: number };

export type Station = {
  visits(): Visits;
  restart(): void;
  readonly written: readonly Written[];
};

export const DIVISION = Grams(10);
export const MAX = Grams(150_000);
export const EMPTY_BIN_GRAMS = 12_000;

const instrument = instrumentOf(
  z.strictObject(instrumentFields).parse({
    ...{ id: "scale-1", division: DIVISION, max_grams: MAX },
    ...{ verified_until: "2027-09-01", calibration: "2026-09-01" },
  }),
);
const streams = [
  {
    ...{ stream: "plastic", label: { ar: "بلاستيك", en: "plastic" }, attendedOnly: false },
    ...{ ratePerKg: MinorUnits(40), minGrams: Grams(100), maxGrams: MAX },
  },
];

/** The real rules of a station's visits; its journal is a list, its clock in a test's hands. */
export function openStation({ mode }: Pick<Script, "mode">, nowMs: () => number): Station {
  const written: Written[] = [];
  const section = weighingConfig.parse(
    mode === "bin" ? { mode, empty_bin_grams: EMPTY_BIN_GRAMS } : { mode },
  );
  const parts: VisitParts = {
    outbox: journalOf(written, nowMs),
    panel: { show: () => {} },
    rules: () => ({ streams, blocked: new Set(), currency: { code: "QAM", minorUnits: 2 } }),
    clock: {
      boot: "0192f0c4-0000-7000-8000-000000000000",
      now: () => EpochMs(Date.UTC(2026, 10, 22) + nowMs()),
      uptimeMs: nowMs,
      state: () => "synced",
      learn() {},
    },
    config: {
      instrument,
      weighing: weighingBy(instrument, section),
      emptyBin: section.emptyBin,
      session: sessionConfig.parse({ stream: "plastic" }),
      containers: new Map(),
    },
    log: () => {},
    onEvent: () => {},
  };
  let visits = openVisits(parts);
  return { written, visits: () => visits, restart: () => (visits = openVisits(parts)) };
}

function journalOf(written: Written[], nowMs: () => number): VisitParts["outbox"] {
  const [chain, hash] = ["Z".repeat(22), "A".repeat(43)];
  assert(isChain(chain) && isHash(hash), "names under the contract");
  const standing = new Map<string, string>();
  return {
    append(entry) {
      written.push({ ...entry, atMs: nowMs() });
      for (const [name, value] of Object.entries(entry.sets ?? {})) standing.set(name, value);
      return { chain, seq: written.length, hash };
    },
    lastBalance: () => null,
    standing: (name) => standing.get(name) ?? null,
  };
}

export const CARDS = { A: "A".repeat(22) as CardId, B: `${"B".repeat(21)}A` as CardId } as const;
