import { fail, ok, type Result } from "#contract/result.ts";
import type { SunKeys } from "../proof/card-keys.ts";
import type { Refusal } from "../registry/act.ts";
import { uidBytes } from "./card-name.ts";
import type { AdminContext } from "./context.ts";
import { refused } from "./reply.ts";

/** A gateway that has none would hold all that such a card ever brings. */
export function sunKeysOf({ keyring, data }: AdminContext): Result<SunKeys, Refusal> {
  if (keyring.sunKeys !== null) return ok(keyring.sunKeys);
  return refused(
    "no-sun-key",
    `The gateway has no keys of authenticating cards: put them into ${data}/sun.key and start it anew.`,
  );
}

const NTAG_424_UID_BYTES = 7;

/** @returns the bytes of a UID that may be an NTAG 424 DNA's */
export function authenticatingUid(uid: string): Result<Uint8Array, Refusal> {
  const bytes = uidBytes(uid);
  if (bytes.length === NTAG_424_UID_BYTES) return ok(bytes);
  const message = `UID ${uid} is no NTAG 424 DNA's: that has 7 bytes, such as 04DE5F1EACC040.`;
  return fail({ code: "cannot-authenticate", message });
}
