import type { Health } from "#contract/health.ts";
import type { Slug, UtcTime } from "#contract/ids.ts";

/** What the gateway has heard of a station since it started. */
export type StationContact = {
  readonly online: boolean;
  readonly lastContact: UtcTime | null;
  readonly health: Health | null;
};

/** How a running gateway is. What the journal knows is read from the journal. */
export type GatewayStatus = {
  readonly startedAt: UtcTime;
  /** Sentences for the operator; none while all is well. */
  readonly faults: readonly string[];
  readonly stations: ReadonlyMap<Slug, StationContact>;
};
