import type * as z from "zod";
import { type Blocked, blocked } from "#contract/blocked.ts";
import type { PublicJwk } from "#contract/jwk.ts";
import { type Keys, keys } from "#contract/keys.ts";
import { heardReceipt, type Receipt } from "#contract/receipt.ts";
import { type Settings, settings } from "#contract/settings.ts";
import { type KeyRing, keyRingOf, openSigned } from "#contract/signed.ts";
import type { StationName } from "#contract/topics.ts";
import type { HeardKind, HeardMessage } from "../outbox/shapes.ts";

/** Where the last good messages are kept over a restart. */
export type HeardStore = {
  remember(kind: HeardKind, heard: HeardMessage): void;
  recall(kind: HeardKind): HeardMessage | null;
};

/** What the gateway said, so far as its signature and its rank were good. Nothing else gets in. */
export type Heard = {
  keys(): Keys | null;
  settings(): Settings | null;
  blocked(): Blocked | null;
  /** Each gives back what it took, or null for what is ignored. */
  takeKeys(message: Uint8Array): Keys | null;
  takeSettings(message: Uint8Array): Settings | null;
  takeBlocked(message: Uint8Array): Blocked | null;
  /** A receipt for this station, or null. */
  readReceipt(message: Uint8Array): Receipt | null;
};

/** @param root the key that signs keys; given once, when the station joined */
export function openHeard(name: StationName, root: PublicJwk, store: HeardStore): Heard {
  const rootRing = keyRingOf([root]);
  const state = recallAll(name, rootRing, store);
  const forUs = (it: { scheme: string; station: string }) =>
    it.scheme === name.scheme && it.station === name.station;
  const keep = (kind: "settings" | "blocked", message: Uint8Array) =>
    store.remember(kind, { message, keys: state.keysMessage });

  return {
    keys: () => state.keys,
    settings: () => state.settings,
    blocked: () => state.blocked,
    takeKeys(message) {
      const taken = readKeys(message, name, rootRing);
      if (taken === null || taken.version <= (state.keys?.version ?? 0)) return null;
      store.remember("keys", { message, keys: null });
      Object.assign(state, { keys: taken, keysMessage: message, ring: keyRingOf(taken.keys) });
      return taken;
    },
    takeSettings(message) {
      const taken = readAs(message, "qamama-settings", settings, state.ring);
      if (taken === null || !forUs(taken)) return null;
      if (!outranks(taken, state.settings, state.keys)) return null;
      if (state.settings?.version === taken.version && taken.at < state.settings.at) return null;
      keep("settings", message);
      state.settings = taken;
      return taken;
    },
    takeBlocked(message) {
      const taken = readAs(message, "qamama-blocked", blocked, state.ring);
      if (taken === null || taken.scheme !== name.scheme) return null;
      if (!outranks(taken, state.blocked, state.keys)) return null;
      keep("blocked", message);
      state.blocked = taken;
      return taken;
    },
    readReceipt(message) {
      const taken = readAs(message, "qamama-receipt", heardReceipt, state.ring);
      return taken !== null && forUs(taken) ? taken : null;
    },
  };
}

type Ranked = { readonly version: number; readonly keysVersion: number };

/**
 * Of the keys held, and not lower than what is held. One of newer keys is left for the copy that
 * comes when, having taken those keys, the station says `online` again. The same version may come
 * again with a later `next`.
 */
function outranks(taken: Ranked, held: Ranked | null, keysHeld: Keys | null): boolean {
  return taken.keysVersion === keysHeld?.version && taken.version >= (held?.version ?? 0);
}

type Signed = Parameters<typeof openSigned>[1]["typ"];

function readAs<Schema extends z.ZodType>(
  message: Uint8Array,
  typ: Signed,
  schema: Schema,
  ring: KeyRing,
): z.output<Schema> | null {
  const opened = openSigned(message, { typ, ring, schema });
  return opened.ok ? opened.value : null;
}

function readKeys(message: Uint8Array, name: StationName, rootRing: KeyRing): Keys | null {
  const taken = readAs(message, "qamama-keys", keys, rootRing);
  return taken?.scheme === name.scheme ? taken : null;
}

type State = {
  keys: Keys | null;
  keysMessage: Uint8Array | null;
  ring: KeyRing;
  settings: Settings | null;
  blocked: Blocked | null;
};

/** What was kept is verified anew: under the keys it came with, which the root must still vouch for. */
function recallAll(name: StationName, rootRing: KeyRing, store: HeardStore): State {
  const keysMessage = store.recall("keys")?.message ?? null;
  const held = keysMessage && readKeys(keysMessage, name, rootRing);
  const ringOf = (message: Uint8Array | null): KeyRing => {
    const under = message && readKeys(message, name, rootRing);
    return keyRingOf(under?.keys ?? []);
  };
  const recalled = <Schema extends z.ZodType>(
    kind: "settings" | "blocked",
    schema: Schema,
  ): z.output<Schema> | null => {
    const kept = store.recall(kind);
    return kept && readAs(kept.message, `qamama-${kind}`, schema, ringOf(kept.keys));
  };
  return {
    keys: held,
    keysMessage: held && keysMessage,
    ring: keyRingOf(held?.keys ?? []),
    settings: recalled("settings", settings),
    blocked: recalled("blocked", blocked),
  };
}
