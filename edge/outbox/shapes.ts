import type { Chain, Hash, UtcTime } from "#contract/ids.ts";
import type { MinorUnits } from "#contract/units.ts";

// What the parts of the outbox hand each other, and the courier.

export type OwnChain = {
  readonly chain: Chain;
  readonly lastSeq: number;
  readonly lastHash: Hash | null;
  /** How many of its entries wait for a receipt. */
  readonly pending: number;
};

/** Entries of one chain without gaps, both ends included. */
export type PageOf = { readonly chain: Chain; readonly first: number; readonly last: number };

/** An entry that waits for a receipt. */
export type WaitingEntry = {
  readonly chain: Chain;
  readonly seq: number;
  readonly bytes: number;
  /** The gateway's time when it was first deferred on its own account, or null. */
  readonly deferredSince: UtcTime | null;
};

export type CardBalance = {
  readonly balance: MinorUnits;
  readonly owed: MinorUnits;
  readonly at: UtcTime;
};

/** What the gateway says and a station keeps, to work from it offline. */
export type HeardKind = "keys" | "settings" | "blocked";
export type HeardMessage = {
  readonly message: Uint8Array;
  /** The keys message under which it was verified; null for the keys themselves. */
  readonly keys: Uint8Array | null;
};
