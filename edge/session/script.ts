// For the tests of this folder: a visit told as a list of words.
import type { CardId } from "#contract/ids.ts";
import { Grams, MinorUnits } from "#contract/units.ts";
import type { StableWeight, Weighing } from "../weighing/weighing.ts";
import type { SessionRules } from "./config.ts";
import { stepSession } from "./session.ts";
import {
  initialSession,
  type Key,
  type Load,
  type Notice,
  type Phase,
  type ProvedDrop,
  type Rebase,
  type SessionEvent,
  type SessionState,
} from "./state.ts";

export const [A, B] = ["A".repeat(22) as CardId, "B".repeat(22) as CardId] as const;
export const ATTENDANT = `${"T".repeat(21)}A` as CardId;
const ACCOUNT = { balance: MinorUnits(1234), owed: MinorUnits(0), ageMs: 60_000 };

export const rules: SessionRules = {
  streams: ["organic", "paper", "plastic"].map((stream) => ({ stream, attendedOnly: false })),
  fixedStream: null,
  confirm: "key",
  timeoutMs: 30_000,
  division: Grams(10),
  mode: "platform",
  zeroTracking: Grams(0),
  containers: new Map(),
  attendants: new Set([ATTENDANT]),
  attendedMs: 900_000,
  emptyBin: { grams: Grams(0), tolerance: Grams(1) },
};

/** A number is a stable weight in grams; `A` and `B` tap; `blocked` is A's card, blocked; `+5000` waits so many ms. */
export type Word =
  | number
  | "zero"
  | "moving"
  | "overload"
  | "below-zero"
  | "no-signal"
  | "A"
  | "B"
  | "attendant"
  | "blocked"
  | "confirm"
  | "cancel"
  | `key ${number}`
  | `+${number}`;

export type Told = {
  readonly state: SessionState;
  readonly phase: Phase["kind"];
  readonly load: Load;
  readonly notice: Notice | null;
  readonly drops: readonly ProvedDrop[];
  readonly rebases: readonly Rebase[];
  readonly uptimeMs: number;
};

/** Plays the words, a tenth of a second each; `diskFull`: the journal takes nothing. */
export function tell(
  words: readonly Word[],
  options: { rules?: Partial<SessionRules>; diskFull?: boolean; from?: Told } = {},
): Told {
  const goingBy = { ...rules, ...options.rules };
  const drops: ProvedDrop[] = [...(options.from?.drops ?? [])];
  const rebases: Rebase[] = [...(options.from?.rebases ?? [])];
  let state = options.from?.state ?? initialSession;
  let uptimeMs = options.from?.uptimeMs ?? 0;
  const answer = options.diskFull === true ? "not-recorded" : "recorded";
  for (const word of words) {
    uptimeMs += typeof word === "string" && word.startsWith("+") ? Number(word) : 100;
    const step = stepSession(state, eventOf(word, uptimeMs), goingBy);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.kind === "rebase") {
        rebases.push(effect.rebase);
        continue;
      }
      if (answer === "recorded") drops.push(effect.drop);
      state = stepSession(state, { kind: answer, uptimeMs }, goingBy).state;
    }
  }
  const notice = state.notice?.what ?? null;
  return { state, phase: state.phase.kind, load: state.load, notice, drops, rebases, uptimeMs };
}

export function eventOf(word: Word, uptimeMs: number): SessionEvent {
  if (typeof word === "number")
    return { kind: "weighing", weighing: stable(word, uptimeMs), uptimeMs };
  if (word.startsWith("+")) return { kind: "tick", uptimeMs };
  if (word === "A" || word === "B" || word === "blocked" || word === "attendant") {
    const [card, blocked] = [TAPS[word], word === "blocked"];
    return { kind: "card", card, cardProof: null, account: ACCOUNT, blocked, uptimeMs };
  }
  const key = keyOf(word);
  if (key !== null) return { kind: "key", key, uptimeMs };
  return { kind: "weighing", weighing: other(word, uptimeMs), uptimeMs };
}

const TAPS = { A, B, blocked: A, attendant: ATTENDANT };

function keyOf(word: string): Key | null {
  if (word === "confirm" || word === "cancel") return { kind: word };
  return word.startsWith("key ") ? { kind: "choose", number: Number(word.slice(4)) } : null;
}

function stable(grams: number, uptimeMs: number): Weighing {
  const settled = settledAt(grams);
  return { kind: "stable", uptimeMs, ...settled, tare: Grams(0), settled };
}

export function settledAt(grams: number): StableWeight {
  const evidence = { samples: 16, spread: Grams(0), frames: [`S S ${grams} g`] };
  return { gross: Grams(grams), legal: true, ...evidence };
}

function other(word: string, uptimeMs: number): Weighing {
  const settled = null;
  const [gross, baseline] = [Grams(0), Grams(0)];
  if (word === "zero") return { kind: "zero", gross, baseline, settled: settledAt(0), uptimeMs };
  if (word === "below-zero") return { kind: "below-zero", settled, isUnder: false, uptimeMs };
  return { kind: word as "moving" | "overload" | "no-signal", uptimeMs };
}
