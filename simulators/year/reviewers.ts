import type { Deposit } from "#contract/deposit.ts";
import type { Outcome } from "#contract/receipt.ts";
import { type EpochMs, Grams } from "#contract/units.ts";
import type { LocalDateOf } from "#gateway/journal/calendar.ts";
import type { Correction } from "#gateway/journal/correction.ts";
import type { DepositRow } from "#gateway/store/deposit-row.ts";
import type { Store } from "#gateway/store/store.ts";
import { openRandom, type Random } from "../village/random.ts";
import type { Desk } from "./desk.ts";
import type { Home } from "./homes.ts";
import type { Kept } from "./station-life.ts";

/** Corrections of a household in a year; so many of them are taken back later. */
const CORRECTIONS = 1.5;
/** Disputes of a household in a year that turn out to be none; at most one a week is looked at. */
const DISMISSED = 0.5;
const UNDONE_CHANCE = 0.25;
const UNDONE_AFTER_WEEKS = 3;
const POSTPONED_CHANCE = 0.1;
/** Never agreed upon: still held when the year is closed. */
const DISPUTED_CHANCE = 0.03;
const STRUCK_CHANCE = 0.2;
/** So many of the latest bags can still be looked at again. */
const REMEMBERED = 4_000;

type Posted = { readonly id: string; readonly bag: Kept["bag"] };
type Undo = { readonly id: string; readonly week: number; readonly correction: Correction };

/** The two people who look at what was held, and again at what was not. */
export type Reviewers = {
  remember(id: string, kept: Kept, outcome: Outcome["outcome"]): void;
  /** A week's work. */
  meet(week: number, at: EpochMs): Promise<void>;
  /** Takes back the latest bag of a household that has spent all it had. */
  strikeLatestOf(home: Home, at: EpochMs): Promise<void>;
};

export function openReviewers({
  homes,
  seed,
  store,
  desk,
  dateOf,
}: {
  readonly homes: readonly Home[];
  readonly seed: number;
  readonly store: Store;
  readonly desk: Desk;
  readonly dateOf: LocalDateOf;
}): Reviewers {
  const random = openRandom(seed, "reviewers");
  const doubts = openRandom(seed, "doubts");
  const weighedAt = new Map<string, EpochMs>();
  const latest: Posted[] = [];
  const disputed = new Set<string>();
  let undos: readonly Undo[] = [];
  const correct = async (deposit: string, correction: Correction, reason: string, at: EpochMs) =>
    await desk.tryTo({ kind: "deposit-correct", deposit, correction, reason }, at);
  const dispute = async (deposit: string, at: EpochMs) =>
    await desk.tryTo({ kind: "deposit-dispute", deposit, reason: "that is not our weight" }, at);
  const dismissOne = async (at: EpochMs): Promise<void> => {
    const { id: deposit } = doubts.pick(latest);
    if (!(await dispute(deposit, at))) return;
    await desk.tryTo({ kind: "dispute-dismiss", deposit, reason: "it was right" }, at);
  };

  async function decideHeld(row: DepositRow, at: EpochMs): Promise<void> {
    const id = idOf(row);
    if (disputed.has(id) || random.happens(POSTPONED_CHANCE)) return;
    if (random.happens(DISPUTED_CHANCE)) {
      disputed.add(id);
      await dispute(id, at);
      return;
    }
    if (random.happens(STRUCK_CHANCE)) {
      await correct(id, { strikeOut: true }, "not a bag of this household", at);
      return;
    }
    const time = weighedAt.get(id);
    const date = row.weighedAt === null && time !== undefined ? { weighedOn: dateOf(time) } : {};
    const whose = row.card === null ? { household: random.pick(homes).name } : {};
    const correction = { strikeOut: false, ...date, ...whose };
    await correct(id, correction, "weighed again with the household", at);
  }

  async function correctOne(week: number, at: EpochMs): Promise<void> {
    const { id, bag } = random.pick(latest);
    const { correction, back } = mistakeIn(bag.deposit, bag.home, homes, random);
    if (correction.net !== undefined) await dispute(id, at);
    if (!(await correct(id, correction, "looked at again", at))) return;
    if (!random.happens(UNDONE_CHANCE)) return;
    undos = [...undos, { id, week: week + UNDONE_AFTER_WEEKS, correction: back }];
  }

  return {
    remember(id, { bag, weighedAt: time }, outcome) {
      if (outcome === "held") weighedAt.set(id, time);
      else latest.push({ id, bag });
      if (latest.length > 2 * REMEMBERED) latest.splice(0, REMEMBERED);
    },
    async meet(week, at) {
      for (const row of await store.heldDeposits()) await decideHeld(row, at);
      const due = undos.filter((undo) => undo.week <= week);
      undos = undos.filter((undo) => undo.week > week);
      for (const undo of due) await correct(undo.id, undo.correction, "it was right at first", at);
      const wanted = (homes.length * CORRECTIONS) / 52;
      const corrections = Math.floor(wanted) + (random.happens(wanted % 1) ? 1 : 0);
      for (let made = 0; made < corrections && latest.length > 0; made += 1) {
        await correctOne(week, at);
      }
      const doubted = latest.length > 0 && doubts.happens((homes.length * DISMISSED) / 52);
      if (doubted) await dismissOne(at);
    },
    async strikeLatestOf(home, at) {
      const its = latest.findLast(({ bag }) => bag.home === home);
      if (its !== undefined) await correct(its.id, { strikeOut: true }, "weighed twice", at);
    },
  };
}

export const idOf = (it: Pick<DepositRow, "station" | "chainNumber" | "seq">): string =>
  `${it.station}/${it.chainNumber}/${it.seq}`;

/** What was wrong about a bag, and what takes the correction back. */
function mistakeIn(
  { net, grade, stream }: Deposit,
  home: Home,
  homes: readonly Home[],
  random: Random,
): { readonly correction: Correction; readonly back: Correction } {
  const was = { strikeOut: false, net, grade: grade ?? ("A" as const), stream };
  const lighter = Grams(Math.max(5, Math.round((net * random.between(0.3, 1.3)) / 10)) * 10);
  const changes: readonly Partial<Correction>[] = [
    { net: lighter },
    { grade: "B" },
    { grade: "C" },
    { stream: stream === "paper" ? "plastic" : "paper" },
    { household: random.pick(homes).name },
    { strikeOut: true },
  ];
  const change = random.pick(changes);
  const back = change.household === undefined ? was : { ...was, household: home.name };
  return { correction: { strikeOut: false, ...change }, back };
}
