import type { Slug, UtcTime } from "#contract/ids.ts";
import type { Grams } from "#contract/units.ts";

/** A deposit by the name that people write, and what it is by now. */
export type NamedDeposit = {
  /** `beitillo/beitillo-01/3/1042` */
  readonly deposit: string;
  /** Local date of its weighing; null where nobody knows. */
  readonly date: string | null;
  /** Null where nobody could read it. */
  readonly bag: { readonly stream: Slug; readonly net: Grams } | null;
};

/** A deposit that its household disputes and nobody has settled. */
export type DisputeRow = NamedDeposit & {
  /** When it was noted, who noted it, and what the household says. */
  readonly since: UtcTime;
  readonly by: string;
  readonly reason: string;
};

/** What an explanation says of a dispute: it moved nothing. */
export type DisputeStep = {
  readonly position: number;
  readonly at: UtcTime;
  readonly what: "disputed" | "dismissed";
  readonly actor: string;
  readonly approver: string | null;
  readonly singlePerson: boolean;
  readonly reason: string;
};
