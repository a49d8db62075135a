// For the tests of this folder: visits with a scale, a clock and a disk that a test has in its hands.
import * as z from "zod";
import { assert } from "#contract/assert.ts";
import { isChain, isHash } from "#contract/ids.ts";
import { fail, ok } from "#contract/result.ts";
import { EpochMs, Grams, MinorUnits } from "#contract/units.ts";
import type { Journal } from "../agent-ports.ts";
import { OutboxFull } from "../outbox/database.ts";
import { render } from "../panel/render.ts";
import type { PanelView } from "../panel/view.ts";
import { containersConfig, sessionConfig } from "../session/config.ts";
import { A, ATTENDANT, B } from "../session/script.ts";
import type { Key } from "../session/state.ts";
import { instrumentFields, instrumentOf, weighingBy, weighingConfig } from "../weighing/config.ts";
import type { WeightProblem } from "../weighing/reading.ts";
import { openVisits, type VisitParts } from "./visits.ts";

const [chain, hash] = ["Z".repeat(22), "A".repeat(43)] as const;
const instrument = instrumentOf(
  z.strictObject(instrumentFields).parse({
    ...{ id: "scale-1", division: 10, max_grams: 150_000 },
    ...{ verified_until: "2027-09-01", calibration: "2026-09-01" },
  }),
);
const SAMPLE_MS = 100;
const CARDS = { A, B, attendant: ATTENDANT };

export type Entry = Parameters<Journal["append"]>[0];
type Sections = { weighing?: object; containers?: object; session?: object; baseline?: string };

export function openBed(sections: Sections = {}) {
  const section = weighingConfig.parse(sections.weighing ?? {});
  const entries: Entry[] = [];
  const log: string[] = [];
  const standing = new Map<string, string>();
  if (sections.baseline !== undefined) standing.set("baseline", sections.baseline);
  let [uptimeMs, isFull] = [0, false];
  let stood: number | null = null;
  let shown: PanelView | null = null;
  const streams = ["organic", "plastic"].map((stream) => ({
    ...{ stream, label: { ar: stream, en: stream }, ratePerKg: MinorUnits(40) },
    ...{ minGrams: Grams(500), maxGrams: Grams(10_000), attendedOnly: false },
  }));
  assert(isChain(chain) && isHash(hash), "names under the contract");
  const parts: VisitParts = {
    panel: { show: (view) => (shown = view) },
    outbox: {
      append(entry) {
        if (isFull) throw new OutboxFull("the disk is full");
        entries.push(entry);
        for (const [name, value] of Object.entries(entry.sets ?? {})) standing.set(name, value);
        return { chain, seq: entries.length, hash };
      },
      lastBalance: () => null,
      standing: (name) => standing.get(name) ?? null,
    },
    rules: () => ({ streams, blocked: new Set(), currency: { code: "QAM", minorUnits: 2 } }),
    clock: {
      boot: "0192f0c4-0000-7000-8000-000000000000",
      now: () => EpochMs(Date.UTC(2026, 10, 22) + uptimeMs),
      uptimeMs: () => uptimeMs,
      state: () => "synced",
      learn() {},
    },
    config: {
      instrument,
      weighing: weighingBy(instrument, section),
      emptyBin: section.emptyBin,
      session: sessionConfig.parse(sections.session ?? { stream: "plastic" }),
      containers: containersConfig.parse(sections.containers ?? {}),
    },
    log: (level, message) => log.push(`${level} ${message}`),
    onEvent: () => {},
  };
  const visits = openVisits(parts);
  const samplesFor = (ms: number, sample: (step: number) => void) => {
    for (let step = 0; step < ms / SAMPLE_MS; step += 1) {
      uptimeMs += SAMPLE_MS;
      sample(step);
      visits.tick();
    }
  };
  /** The scale shows these grams, at rest, for two seconds where nothing else is said. */
  function stands(grams: number, ms = 2000): void {
    stood = grams;
    samplesFor(ms, () => {
      const reading = ok({ gross: Grams(grams), stable: true });
      visits.sample({ uptimeMs, frame: `S S ${grams} g`, reading });
    });
  }
  return {
    visits,
    parts,
    entries,
    log,
    standing,
    kinds: () => entries.map(({ kind }) => kind),
    shows: () => shown,
    says: () => (shown === null ? [] : render(shown, "en")),
    setFull: (full: boolean) => (isFull = full),
    /** The scale goes on to show what it showed, for a moment. */
    tap(who: "A" | "B" | "attendant") {
      visits.tap({ card: CARDS[who], cardProof: null, uptimeMs });
      if (stood !== null) stands(stood, 300);
    },
    type: (number: number) => visits.press({ key: { kind: "choose", number }, uptimeMs }),
    press: (key: Key["kind"] & ("confirm" | "cancel")) =>
      visits.press({ key: { kind: key }, uptimeMs }),
    stands,
    moves(grams: number, ms = 500) {
      stood = null;
      samplesFor(ms, (step) => {
        const reading = ok({ gross: Grams(grams + 100 * (step % 2)), stable: false });
        visits.sample({ uptimeMs, frame: "S D", reading });
      });
    },
    fails(code: WeightProblem["code"], ms = 500) {
      samplesFor(ms, () => visits.sample({ uptimeMs, frame: code, reading: fail({ code }) }));
    },
  };
}

/** A bin whose empty weight is 12 kg, in which 30 kg lay when its agent last ran. */
export const bin = { weighing: { mode: "bin", empty_bin_grams: 12_000 }, baseline: "42000" };

/** A bin in which 30 kg lie, seen at rest. */
export function binAtRest(change: Partial<Parameters<typeof openBed>[0]> = {}) {
  const bed = openBed({ ...bin, ...change });
  bed.stands(42_000);
  return bed;
}
type Bed = ReturnType<typeof openBed>;

/** One bag of one card, confirmed, until the scale shows `to` grams. */
export function handsIn(bed: Bed, who: "A" | "B", to: number) {
  bed.tap(who);
  bed.moves(to);
  bed.stands(to);
  bed.press("confirm");
  bed.stands(to);
}
