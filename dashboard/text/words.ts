import type { LiveDeposit } from "#contract/live.ts";

/** Everything the page says, so that no language can lack a sentence. */
export type Words = {
  readonly title: string;
  readonly tagline: string;
  readonly connecting: string;
  readonly live: string;
  readonly lost: string;
  readonly collected: string;
  readonly credits: string;
  readonly bags: string;
  readonly reliefPoints: string;
  readonly lastDeposits: string;
  readonly noDeposits: string;
  readonly byStream: string;
  readonly relief: string;
  readonly reliefNote: string;
  readonly search: string;
  readonly noHousehold: string;
  readonly household: string;
  readonly points: string;
  readonly ofTheFee: string;
  readonly held: string;
  readonly unclaimed: string;
  readonly corrected: string;
  readonly gradeB: string;
  readonly gradeC: string;
  readonly languages: string;
  kilograms(number: string): string;
  credit(number: string, code: string): string;
  pointsOf(number: string): string;
  /** `plastic in November: `, before the sum. */
  monthOf(stream: string, month: string): string;
  gradedSum(gradeA: string, share: string, gradeB: string): string;
  /** Between two statements of one sentence. */
  readonly semicolon: string;
  underCap(paid: string, all: string): string;
  thisBag(weight: string): string;
  /** The same bag, said a second time. */
  readonly ownShare: string;
  readonly reliefSum: string;
  announce(weight: string, stream: string, credit: string): string;
  readonly reasons: Readonly<Record<string, string>>;
};

/** A reason that this page is too old to know is shown by its own name. */
export const reasonsIn = (words: Words, { reasons }: Pick<LiveDeposit, "reasons">): string[] =>
  reasons.map((reason) => words.reasons[reason] ?? reason);
