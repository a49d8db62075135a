import type { CardProof, Grade } from "#contract/deposit.ts";
import type { CardId, Slug } from "#contract/ids.ts";
import type { Grams, MinorUnits } from "#contract/units.ts";
import type { StableWeight } from "../weighing/stability.ts";
import { initialWeighing, type Load as Weighed, type Weighing } from "../weighing/weighing.ts";

/** What a card's account held when the gateway last said so, and how long ago that was. */
export type Account = {
  readonly balance: MinorUnits;
  readonly owed: MinorUnits;
  /** null while the clock is unset: the age is then unknown. */
  readonly ageMs: number | null;
};

/** One card at the station, from its tap until it leaves. */
export type Visit = {
  readonly card: CardId;
  /** What the card said of itself at its latest tap, if it is one that can. */
  readonly cardProof: CardProof | null;
  /** null for a card that no receipt has named yet. */
  readonly account: Account | null;
  /** Told to the visitor; the drop is recorded all the same, and the gateway judges it. */
  readonly blocked: boolean;
  /** How many bags it has handed in so far. */
  readonly deposits: number;
};

/** What an attendant read off a paper slip. */
export type SlipWeight = {
  readonly gross: Grams;
  readonly tare: Grams;
  /** The slip's number; null where there is a card to go by. */
  readonly slip: string | null;
};
export type DropWeight = Weighed | SlipWeight;

/** What is handed in. Only what stands on a slip may lack a card. */
export type Drop = {
  readonly card: CardId | null;
  readonly stream: Slug;
  readonly weight: DropWeight;
  /** null: nobody has looked into the bag. */
  readonly grade: Grade | null;
};
export type WeighedDrop = Drop & { readonly card: CardId; readonly weight: Weighed };

/** A drop as it is recorded: with what its card said of itself, and who attended. */
export type ProvedDrop = Drop & Pick<Visit, "cardProof"> & Pick<SessionState, "attendant">;

export type Phase =
  | { readonly kind: "idle" }
  /** Just tapped: what the card's account holds. Keys already mean what they mean in `choose`. */
  | { readonly kind: "card"; readonly visit: Visit }
  | { readonly kind: "choose"; readonly visit: Visit; readonly page: number }
  | { readonly kind: "weigh"; readonly visit: Visit; readonly stream: Slug }
  /** `confirmed`: the key was pressed; the next reading must still show the load. */
  | ({ readonly kind: "confirm"; readonly visit: Visit; readonly confirmed: boolean } & WeighedDrop)
  | SlipPhase
  /** The drop is being written; nothing else counts meanwhile. */
  | ({ readonly kind: "recording"; readonly visit: Visit | null } & Drop)
  /** Written. The platform must be empty before the next bag. */
  | ({ readonly kind: "done"; readonly visit: Visit | null } & Drop)
  /** It could not be written: nothing was recorded. */
  | { readonly kind: "failed"; readonly visit: Visit | null; readonly stream: Slug }
  /** Over without a deposit. */
  | { readonly kind: "ended"; readonly reason: "timeout" | "cancelled" };

/** An attendant types what a slip says: stream, then grams, then the slip's number; null: not yet. */
export type SlipPhase = {
  readonly kind: "slip";
  readonly visit: Visit | null;
  readonly page: number;
  readonly stream: Slug | null;
  readonly gross: Grams | null;
  readonly typed: string;
};

/**
 * To whom what lies on the platform belongs. One load is paid once: after a deposit, and after a start
 * (who knows what was paid before?), the scale must have been at zero. A load seen during a visit stays
 * that card's, so that nobody else can hand it in. What came into a bin without a visit is nobody's; and
 * while a bin is short of what it held, nothing that comes is anybody's: it may be what was taken out.
 */
export type Load =
  | { readonly kind: "unknown" | "free" | "paid" | "nobodys" | "short" }
  | { readonly kind: "claimed"; readonly card: CardId };

/** What the visitor should know beside the phase. */
export type Notice =
  | "other-card"
  | "blocked"
  | "no-such-key"
  | "attended-only"
  | "load-changed"
  | "container"
  | "attended"
  | "unattended"
  | "no-such-weight"
  | "no-slip-number";

export type SessionState = {
  readonly phase: Phase;
  readonly load: Load;
  readonly weighing: Weighing;
  /** Whose card opened the attended mode; null: it is not open. */
  readonly attendant: CardId | null;
  /** ms of uptime when the visitor was last seen to act. */
  readonly actedMs: number;
  /** When a scale last showed at rest that nothing had come, and how many readings ago. */
  readonly rested: { readonly uptimeMs: number; readonly readings: number };
  /**
   * g up to which all that a bin holds was paid or was there at the start; null: all of it. What nobody handed
   * in may go again as it came: it was never paid.
   */
  readonly paidTo: number | null;
  /** g that a bin has become lighter by small steps, lately, and when that was reckoned. */
  readonly sunk: { readonly grams: number; readonly uptimeMs: number };
  /** The bin was taken off its scale, and has not been followed since. */
  readonly isAway: boolean;
  /** Why what the scale shows is about to become its new baseline, and since when; null: it is not. */
  readonly following: { readonly reason: RebaseReason; readonly sinceMs: number } | null;
  readonly notice: { readonly what: Notice; readonly sinceMs: number } | null;
};

export const initialSession: SessionState = {
  phase: { kind: "idle" },
  load: { kind: "unknown" },
  weighing: initialWeighing.weighing,
  attendant: null,
  actedMs: 0,
  rested: { uptimeMs: Number.NEGATIVE_INFINITY, readings: 0 },
  paidTo: null,
  sunk: { grams: 0, uptimeMs: 0 },
  isAway: false,
  following: null,
  notice: null,
};

export type Key =
  | { readonly kind: "choose"; readonly number: number }
  | { readonly kind: "confirm" | "cancel" };

export type SessionEvent = { readonly uptimeMs: number } & (
  | { readonly kind: "tick" }
  | ({ readonly kind: "card" } & Omit<Visit, "deposits">)
  | { readonly kind: "key"; readonly key: Key }
  | { readonly kind: "weighing"; readonly weighing: Weighing }
  /** The answer to the effect `record`. */
  | { readonly kind: "recorded" | "not-recorded" }
);

/** Why a scale's baseline moves without a deposit. */
export type RebaseReason =
  | "start"
  | "drift"
  | "no-card"
  | "not-handed-in"
  | "emptied"
  /** Something was taken out, and an attendant is here to answer for it. */
  | "attended";
export type Rebase = { readonly reason: RebaseReason; readonly weight: StableWeight };

/**
 * Write this drop into the journal, then say `recorded` or `not-recorded`; or go from now on by this
 * weight as what is on the scale while nothing came.
 */
export type Effect =
  | { readonly kind: "record"; readonly drop: ProvedDrop }
  | { readonly kind: "rebase"; readonly rebase: Rebase };

export type Step = { readonly state: SessionState; readonly effects: readonly Effect[] };

/** Was it weighed here, or did it come off a slip? */
export function isWeighed(weight: DropWeight): weight is Weighed {
  return "frames" in weight;
}

/** The visit that is going on, or null. */
export function visitOf(phase: Phase): Visit | null {
  return "visit" in phase ? phase.visit : null;
}
