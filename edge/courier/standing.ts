import type { Chain } from "#contract/ids.ts";
import type { Settings } from "#contract/settings.ts";

export type ChainEnd = {
  readonly chain: Chain;
  readonly lastSeq: number;
  readonly pending: number;
};

/** Why a station stops weighing into its chain. */
export type NewChainReason = "revoked" | "rolled-back" | "conflict" | "damaged" | "key-lost";

/**
 * Whether the chain that is weighed into must be left, as the settings see it. A last seq below
 * `next` - 1 means that this journal is older than what the gateway has: an old card image.
 */
export function reasonToLeave(
  weighing: ChainEnd,
  settings: Settings,
): Extract<NewChainReason, "revoked" | "rolled-back"> | null {
  const known = settings.chains.find(({ chain }) => chain === weighing.chain);
  if (known === undefined) return null; // forgotten or not yet approved: it asks, and weighs on
  if (known.state === "revoked") return "revoked";
  return weighing.lastSeq < known.next - 1 ? "rolled-back" : null;
}

export const isListed = (chain: Chain, settings: Settings | null): boolean =>
  settings?.chains.some((known) => known.chain === chain) ?? false;

/** The chains to ask for: not listed, and weighed into or still holding something. */
export function chainsToEnrol(chains: readonly ChainEnd[], settings: Settings | null): Chain[] {
  const weighing = chains.at(-1)?.chain;
  return chains
    .filter(({ chain }) => !isListed(chain, settings))
    .filter(({ chain, pending }) => chain === weighing || pending > 0)
    .map(({ chain }) => chain);
}
