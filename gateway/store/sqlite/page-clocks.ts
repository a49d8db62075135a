import type { Page, PageEntry } from "#contract/page.ts";
import type { Stamp } from "#contract/stamp.ts";
import type { EpochMs } from "#contract/units.ts";
import { type ClockReading, readingOf } from "../../deposit/weighing-time.ts";
import type { EventOf } from "../../journal/event.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { ReceivedPage } from "../store.ts";
import type { Context } from "./context.ts";

/** A good page, and the chain that it came under. */
export type Arrival = {
  readonly received: ReceivedPage;
  readonly page: Page;
  readonly chain: StationChain;
};

/** What the cutting of the page says of its boot's clock, if that is not known; else null. */
export function readingOfSent(
  { received, page: { sent }, chain }: Arrival,
  { clocks, facts }: Context,
): EventOf<"entry-received">["sent"] {
  if (chain.state === "revoked") return null;
  const reading = readingOf(sent, received.receivedAt, facts.clockLimits);
  const { station } = received.range;
  const known = clocks.nearest({ station, boot: sent.boot }, sent.uptimeMs);
  if (reading === null || known?.uptimeMs === sent.uptimeMs) return null;
  return { boot: sent.boot, uptimeMs: sent.uptimeMs, time: sent.time };
}

/**
 * Keeps the stamps of a page that others of the same boot can be dated by: those of its entries as
 * they come for the first time, since nothing is journalled of what is only sent again.
 *
 * @returns the boots that it vouches for; none under a revoked key
 */
export function learnClocks({ received, page, chain }: Arrival, context: Context): Set<string> {
  const boots = new Set<string>();
  if (chain.state === "revoked") return boots;
  const fresh = page.entries.filter((it) => isNew(it, chain, context));
  const good = fresh.flatMap(({ entry }) => (entry.ok ? [entry.value.at] : []));
  for (const stamp of [page.sent, ...good]) {
    if (learnStamp(stamp, received.range.station, received.receivedAt, context)) {
      boots.add(stamp.boot);
    }
  }
  return boots;
}

function isNew({ seq, hash }: PageEntry, chain: StationChain, context: Context): boolean {
  const known = context.entries.find(chain.id, seq);
  if (known === null) return true;
  return known.hash !== hash && context.quarantine.find({ chain: chain.chain, seq, hash }) === null;
}

/** @returns false where the stamp vouches for nothing */
export function learnStamp(
  stamp: Stamp,
  station: string,
  receivedAt: EpochMs,
  { clocks, facts }: Context,
): boolean {
  const reading = readingOf(stamp, receivedAt, facts.clockLimits);
  if (reading === null) return false;
  clocks.learn({ station, boot: stamp.boot }, stamp);
  return true;
}

/**
 * What dates an entry of the page: the moment of cutting it, else the nearest known of its boot.
 * What is cut under a revoked key vouches for nothing.
 */
export function bestReading(
  { boot, uptimeMs }: Stamp,
  { received, page: { sent }, chain }: Arrival,
  context: Context,
): ClockReading | null {
  const { receivedAt, range } = received;
  const vouches = sent.boot === boot && chain.state !== "revoked";
  const own = vouches ? readingOf(sent, receivedAt, context.facts.clockLimits) : null;
  return own ?? context.clocks.nearest({ station: range.station, boot }, uptimeMs);
}
