import * as z from "zod";
import { assert } from "#contract/assert.ts";
import { card } from "#contract/fields.ts";
import { type CardId, isChain, isHash } from "#contract/ids.ts";
import { fail, ok } from "#contract/result.ts";
import { EpochMs, Grams, MinorUnits } from "#contract/units.ts";
import type { AgentConfig, Journal, StationRules } from "#edge/agent-ports.ts";
import { sessionConfig } from "#edge/session/config.ts";
import type { Key, Phase } from "#edge/session/state.ts";
import { openVisits, type Visits } from "#edge/visits/visits.ts";
import {
  instrumentOf,
  type WeighingMode,
  weighingBy,
  weighingConfig,
} from "#edge/weighing/config.ts";
import { emptyPlatform, gramsAt, type Swing, swungTo } from "../../scale/load-cell.ts";
import { type Cell, felt, indicationOf, unloaded } from "../../scale/machine.ts";
import type { Random } from "../../village/random.ts";
import type { Mutant } from "./mutants.ts";
import { openTruth, type Thing, type Verdict } from "./truth.ts";

export const EMPTY_BIN = 12_000;
const NOISE_GRAMS = 1.5;
const TICK_MS = 100;

export type Disturbance = (nowMs: number) => number;

/** A station in virtual time, its scale, and who stands there. */
export type World = {
  readonly nowMs: () => number;
  /** What the display shows. */
  shows(): Phase["kind"];
  /** It asks for a bag: not to wait, or to empty the scale first. */
  isReady(): boolean;
  pass(ms: number): void;
  put(thing: Thing): void;
  take(thing: Thing): void;
  /** g that something adds to the load: a hand, the wind, a leak. */
  disturb(by: Disturbance | null): void;
  unplug(isGone: boolean): void;
  /** Carried away, emptied and brought back. */
  emptyBin(): void;
  /** Someone takes so much out of the bin. */
  steal(grams: number): void;
  tap(card: CardId): void;
  press(key: Key): void;
  /** What lies in the bin is nobody's any more. */
  settle(): void;
  /** The station's computer is switched off and on: what it had in its journal is all it knows. */
  restart(): void;
  readonly verdicts: readonly Verdict[];
};

type WorldOptions = {
  readonly mode: WeighingMode;
  readonly sampleMs: number;
  readonly mutant: Mutant | null;
  readonly random: Random;
};

export function openWorld({ mode, sampleMs, mutant, random }: WorldOptions): World {
  const empty = mode === "bin" ? EMPTY_BIN : 0;
  const truth = openTruth(mode, empty);
  const verdicts: Verdict[] = [];
  const standing = new Map<string, string>([["baseline", `${empty}`]]);
  let swing: Swing = { ...emptyPlatform, fromGrams: empty, toGrams: empty };
  let cell: Cell = unloaded;
  let [nowMs, bootMs, shown, isGone]: [number, number, Phase["kind"], boolean] = [
    0,
    0,
    "idle",
    false,
  ];
  let disturbance: Disturbance | null = null;
  let isReady = false;
  let visits = start();

  function start(): Visits {
    bootMs = nowMs;
    return openVisits({
      panel: {
        show({ session }) {
          shown = session.phase.kind;
          isReady = session.load.kind === "free";
        },
      },
      outbox: journalOf(standing, (data) => verdicts.push(truth.deposited(data))),
      rules: () => RULES,
      clock: {
        boot: "0192f0c4-0000-7000-8000-000000000000",
        now: () => EpochMs(Math.trunc(nowMs)),
        uptimeMs: () => nowMs - bootMs,
        state: () => "synced",
        learn() {},
      },
      config: configOf(mode, mutant),
      log: () => {},
      onEvent: () => {},
    });
  }

  function swingTo(grams: number): void {
    const heavy = Math.min(1, grams / 20_000);
    const change = { toGrams: grams, frequencyHz: 4 - 3 * heavy, decayMs: 300, wobbleGrams: 0 };
    swing = swungTo(swing, change, nowMs);
  }

  function sample(): void {
    const uptimeMs = nowMs - bootMs;
    const grams =
      gramsAt(swing, nowMs) + (disturbance?.(nowMs) ?? 0) + NOISE_GRAMS * random.normal();
    cell = felt(cell, grams);
    const indication = indicationOf(cell);
    if (isGone || indication === null) {
      visits.sample({ uptimeMs, frame: "", reading: fail({ code: "no-signal" }) });
      return;
    }
    const { range, stable } = indication;
    const gross = Grams(indication.grams);
    const code = range === "over" ? "overload" : "underload";
    const flag = stable || mutant === "no-window";
    const reading = range === "within" ? ok({ gross, stable: flag }) : fail({ code } as const);
    visits.sample({ uptimeMs, frame: "", reading });
  }

  /** What a station does that forgets that a load lies there. */
  function pretendZero(): void {
    const gross = Grams(Number(mode === "bin" ? standing.get("baseline") : 0));
    for (let count = 0; count < 3; count += 1) {
      const reading = ok({ gross, stable: true });
      visits.sample({ uptimeMs: nowMs - bootMs, frame: "", reading });
    }
  }

  function pass(ms: number): void {
    for (const end = nowMs + ms; nowMs < end; ) {
      nowMs += sampleMs;
      sample();
      if (nowMs % TICK_MS === 0) visits.tick();
    }
    if (mutant === "no-return-to-zero" && shown === "done") pretendZero();
  }

  return {
    nowMs: () => nowMs,
    shows: () => shown,
    isReady: () => isReady,
    pass,
    put(thing) {
      truth.put(thing);
      swingTo(truth.grams());
    },
    take(thing) {
      truth.take(thing);
      swingTo(truth.grams());
    },
    disturb: (by) => (disturbance = by),
    unplug: (gone) => (isGone = gone),
    emptyBin() {
      swingTo(0);
      pass(3000);
      truth.empty(EMPTY_BIN);
      swingTo(EMPTY_BIN);
    },
    steal(grams) {
      truth.steal(grams);
      swingTo(truth.grams());
    },
    tap(card) {
      if (mutant === "tap-frees-load") pretendZero();
      visits.tap({ card, cardProof: null, uptimeMs: nowMs - bootMs });
    },
    press(key) {
      if (key.kind === "confirm") truth.confirmed();
      visits.press({ key, uptimeMs: nowMs - bootMs });
    },
    settle: truth.settle,
    restart() {
      if (mode === "bin") truth.settle();
      shown = "idle";
      visits = start();
    },
    verdicts,
  };
}

const instrument = instrumentOf({
  ...{ id: "s", division: 10, max_grams: 60_000, calibration: "c", class: "III" },
});

const RULES: StationRules = {
  streams: [
    {
      ...{ stream: "plastic", label: { ar: "p", en: "p" }, ratePerKg: MinorUnits(40) },
      ...{ minGrams: Grams(500), maxGrams: Grams(20_000), attendedOnly: false },
    },
  ],
  blocked: new Set(),
  currency: { code: "QAM", minorUnits: 2 },
};

function configOf(mode: WeighingMode, mutant: Mutant | null): AgentConfig {
  const bin = mode === "bin" ? { mode, empty_bin_grams: EMPTY_BIN } : {};
  const section = weighingConfig.parse(bin);
  const weighing = weighingBy(instrument, section);
  const confirm = mutant === "no-confirmation" ? "automatic" : "key";
  return {
    instrument,
    weighing: mutant === "no-window" ? { ...weighing, windowMs: 100 } : weighing,
    emptyBin: section.emptyBin,
    session: sessionConfig.parse({ stream: "plastic", confirm }),
    containers: new Map(),
  };
}

const claim = z.object({ card: card.nullable(), gross: z.int(), tare: z.int() });
const [chain, hash] = ["Z".repeat(22), "A".repeat(43)] as const;

function journalOf(
  standing: Map<string, string>,
  onDeposit: (data: { card: CardId | null; gross: number; tare: number }) => void,
): Journal {
  assert(isChain(chain) && isHash(hash), "names under the contract");
  return {
    append({ kind, data, sets }) {
      for (const [name, value] of Object.entries(sets ?? {})) standing.set(name, value);
      if (kind === "deposit") onDeposit(claim.parse(data));
      return { chain, seq: 1, hash };
    },
    lastBalance: () => null,
    standing: (name) => standing.get(name) ?? null,
  };
}
