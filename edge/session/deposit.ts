import type { Deposit } from "#contract/deposit.ts";
import { sha256 } from "#contract/hash.ts";
import { type EpochMs, Grams } from "#contract/units.ts";
import type { Instrument } from "../weighing/config.ts";
import type { StableWeight } from "../weighing/stability.ts";
import { isWeighed, type ProvedDrop } from "./state.ts";

/** A drop as the journal takes it: what is signed, and the frames that it rests on; null: a slip has none. */
export type JournalDrop = { readonly data: Deposit; readonly window: Uint8Array | null };

/**
 * @param now by the station's clock; one that is unset boots in the past, and so finds a verification
 *   that has run out since still valid: the gateway, which dates the drop, knows better
 */
export function depositOf(
  { card, cardProof, stream, weight, grade, attendant }: ProvedDrop,
  instrument: Instrument,
  now: EpochMs,
): JournalDrop {
  const { gross, tare } = weight;
  const net = Grams(gross - tare);
  const handed = { card, cardProof, stream, grade, gross, tare, net, attendant };
  if (!isWeighed(weight)) {
    return { data: { ...handed, capture: "manual", slip: weight.slip, scale: null }, window: null };
  }
  const { scale, window } = evidenceOf(weight, instrument, now);
  return { data: { ...handed, capture: "scale", slip: null, scale }, window };
}

/** What a stable weight rests on, as entries carry it, and the frames themselves. */
export function evidenceOf(weight: StableWeight, instrument: Instrument, now: EpochMs) {
  const { legal, samples, spread, frames } = weight;
  const { id, division, calibration, verifiedUntil } = instrument;
  const window = windowOf(frames);
  const verified = legal && verifiedUntil !== null && now < verifiedUntil;
  const scale = { id, division, verified, samples, spread, calibration, window: sha256(window) };
  return { scale, window };
}

/** The frames as they came, each ended by CR LF. */
function windowOf(frames: readonly string[]): Uint8Array {
  return Buffer.from(frames.map((frame) => `${frame}\r\n`).join(""), "latin1");
}
