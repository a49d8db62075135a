import type { Page } from "#contract/page.ts";
import type { Stamp } from "#contract/stamp.ts";
import { type ClockReading, readingOf } from "../../deposit/weighing-time.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { ReceivedPage } from "../store.ts";
import type { Context } from "./context.ts";

/** A good page, and the chain that it came under. */
export type Arrival = {
  readonly received: ReceivedPage;
  readonly page: Page;
  readonly chain: StationChain;
};

/**
 * Keeps the stamps of a page that others of the same boot can be dated by.
 *
 * @returns the boots that it vouches for; none under a revoked key
 */
export function learnClocks({ received, page, chain }: Arrival, context: Context): Set<string> {
  const boots = new Set<string>();
  if (chain.state === "revoked") return boots;
  const { station } = received.range;
  const good = page.entries.flatMap(({ entry }) => (entry.ok ? [entry.value.at] : []));
  for (const stamp of [page.sent, ...good]) {
    const reading = readingOf(stamp, received.receivedAt, context.facts.clockLimits);
    if (reading === null) continue;
    context.clocks.learn({ station, boot: stamp.boot }, reading);
    boots.add(stamp.boot);
  }
  return boots;
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
