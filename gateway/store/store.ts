import type { Page, PageProblem } from "#contract/page.ts";
import type { Outcome } from "#contract/receipt.ts";
import type { Result } from "#contract/result.ts";
import type { PageRange } from "#contract/topics.ts";
import type { EpochMs } from "#contract/units.ts";

/** A page as it came, and what became of its signature and bytes. */
export type ReceivedPage = {
  readonly range: PageRange;
  readonly receivedAt: EpochMs;
  /** As MQTT carried it: kept in quarantine, within a bound, where it cannot be judged. */
  readonly raw: Uint8Array;
  readonly page: Result<Page, PageProblem | "no-such-station" | "no-such-chain" | "internal">;
};

/** One outcome for every seq of the page's range, in order. */
export type PageAnswer = { readonly range: PageRange; readonly outcomes: readonly Outcome[] };
