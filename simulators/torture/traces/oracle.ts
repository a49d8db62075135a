import type { Act, Person, Script } from "./acts.ts";

/** A deposit as the journal has it. */
export type Paid = {
  readonly atMs: number;
  readonly by: Person;
  readonly gross: number;
  readonly tare: number;
};

export type Verdict = {
  /** Grams that nobody brought, or that were not at rest, or not confirmed after they were. */
  readonly wrongCredits: number;
  /** Of a bag that was paid before, or without an empty platform since the last. */
  readonly doubled: number;
  readonly wrongCard: number;
  /** Bags whose people did everything right, and were not paid. */
  readonly missed: number;
};

type Placement = {
  readonly bag: number;
  readonly by: Person;
  readonly grams: number;
  readonly fromMs: number;
  readonly toMs: number;
};

/** The shortest time that a load has to have lain still. */
const AT_REST_MS = 1500;
const DIVISION_GRAMS = 10;
/** Who brought a bag into a bin has so long to hand it in; after that it is nobody's. */
const STILL_THEIRS_MS = 31_000;

/**
 * Judges deposits by what people did, and by nothing that a station knows: it shares no rule with the
 * code it judges.
 *
 * @param emptyGrams what stood there before anybody came
 */
export function judge(script: Script, deposits: readonly Paid[], emptyGrams: number): Verdict {
  const placements = placementsOf(script);
  const paid = new Set<number>();
  let [wrongCredits, doubled, wrongCard, lastMs] = [0, 0, 0, Number.NEGATIVE_INFINITY];
  for (const deposit of deposits) {
    const found = { script, deposit, lying: lyingAt(placements, deposit.atMs), emptyGrams };
    const theirs = claimable(found, paid);
    const old = isOld(found, { paid, theirs, lastMs, placements });
    if (old) doubled += 1;
    else if (isStrangers(found, theirs)) wrongCard += 1;
    else if (!isRight(found, theirs)) wrongCredits += 1;
    for (const { bag } of theirs) paid.add(bag);
    lastMs = deposit.atMs;
  }
  const missed = script.due.filter((bag) => !paid.has(bag)).length;
  return { wrongCredits, doubled, wrongCard, missed };
}

type Found = {
  readonly script: Script;
  readonly deposit: Paid;
  readonly lying: readonly Placement[];
  readonly emptyGrams: number;
};

/** Who put what where, from when to when. */
function placementsOf({ acts, endMs }: Script): readonly Placement[] {
  return acts.flatMap((act, index) => {
    if (act.kind !== "put") return [];
    const { bag, by, grams, atMs } = act;
    const ends = (it: Act) => it.kind === "bin-away" || (it.kind === "take" && it.bag === bag);
    const toMs = acts.slice(index + 1).find(ends)?.atMs ?? endMs;
    return [{ bag, by, grams, fromMs: atMs, toMs }];
  });
}

const lyingAt = (placements: readonly Placement[], atMs: number) =>
  placements.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);

/** What this card's person brought and was not paid for yet. */
function claimable({ deposit, lying }: Found, paid: ReadonlySet<number>): readonly Placement[] {
  return lying.filter(
    ({ bag, by, fromMs }) =>
      !paid.has(bag) && by === deposit.by && deposit.atMs - fromMs <= STILL_THEIRS_MS,
  );
}

type Before = {
  readonly paid: ReadonlySet<number>;
  readonly theirs: readonly Placement[];
  readonly lastMs: number;
  readonly placements: readonly Placement[];
};

function isOld({ script, deposit, lying }: Found, before: Before): boolean {
  const { paid, theirs, lastMs, placements } = before;
  if (script.mode === "bin") return theirs.length === 0 && lying.some(({ bag }) => paid.has(bag));
  if (lying.some(({ bag }) => paid.has(bag))) return true;
  // It was empty at some time since: right after one of the bags was taken, nothing else lay there.
  const emptied = placements.some(
    ({ toMs }) => toMs > lastMs && toMs <= deposit.atMs && lyingAt(placements, toMs).length === 0,
  );
  return lastMs > Number.NEGATIVE_INFINITY && !emptied;
}

function isStrangers({ script, lying }: Found, theirs: readonly Placement[]): boolean {
  return script.mode === "bin" ? theirs.length === 0 : lying.length !== theirs.length;
}

function isRight(found: Found, theirs: readonly Placement[]): boolean {
  const { script, deposit, lying, emptyGrams } = found;
  const sum = (of: readonly Placement[]) => of.reduce((grams, it) => grams + it.grams, 0);
  const basis = basisAt(script, deposit.atMs, emptyGrams);
  const isGross = Math.abs(deposit.gross - basis - sum(lying)) <= DIVISION_GRAMS;
  // A difference of two weighings may be wrong by one division on either side.
  const isNet = Math.abs(deposit.gross - deposit.tare - sum(theirs)) <= 2 * DIVISION_GRAMS;
  return (
    theirs.length > 0 && isGross && isNet && wasAtRest(script, deposit.atMs) && wasAsked(found)
  );
}

/** g of an empty platform, or of the empty bin that stands there. */
function basisAt({ mode, acts }: Script, atMs: number, emptyGrams: number): number {
  if (mode === "platform") return 0;
  const came = acts.findLast((act) => act.kind === "bin-back" && act.atMs <= atMs);
  return came?.kind === "bin-back" ? came.grams : emptyGrams;
}

const DISTURBS: ReadonlySet<string> = new Set(["put", "take", "lean", "let-go", "bump", "unplug"]);

function wasAtRest({ acts }: Script, atMs: number): boolean {
  const past = acts.filter((act) => act.atMs <= atMs);
  const disturbed = past.some((act) => DISTURBS.has(act.kind) && act.atMs > atMs - AT_REST_MS);
  const hand = past.findLast(({ kind }) => kind === "lean" || kind === "let-go");
  return !disturbed && hand?.kind !== "lean";
}

/** Was the key pressed after the load had lain there long enough to be shown? */
function wasAsked({ script, deposit, lying }: Found): boolean {
  const shownMs = Math.max(...lying.map(({ fromMs }) => fromMs)) + AT_REST_MS;
  return script.acts.some(
    (act) =>
      act.kind === "key" &&
      act.key === "confirm" &&
      act.atMs >= shownMs &&
      act.atMs <= deposit.atMs,
  );
}
