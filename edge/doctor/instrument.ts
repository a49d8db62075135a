import type { ClockState } from "#contract/stamp.ts";
import type { EpochMs } from "#contract/units.ts";
import type { Instrument } from "../weighing/config.ts";
import { type Finding, fault, fine, warning } from "./finding.ts";

const DAY_MS = 86_400_000;
/** Time enough to have somebody come and verify it. */
const WARN_DAYS = 60;

export type Now = { readonly ms: EpochMs; readonly clock: ClockState };

/** What the config says of the instrument, as the law and a household would ask. */
export function judgeInstrument(instrument: Instrument, now: Now): Finding[] {
  const { seal } = instrument;
  const sealed = seal === null ? [warning("seal", "[scale] names no seal: add `seal`.")] : [];
  return [judgeVerification(instrument, now), ...sealed];
}

function judgeVerification({ verifiedUntil, class: ofClass }: Instrument, now: Now): Finding {
  const about = "verified";
  if (verifiedUntil === null) {
    return warning(about, "[scale] has no `verified_until`: no weight counts as legally verified.");
  }
  const day = new Date(verifiedUntil).toISOString().slice(0, 10);
  if (now.clock === "unset") return warning(about, `until ${day}; not judged, the clock is unset.`);
  const days = Math.ceil((verifiedUntil - now.ms) / DAY_MS);
  if (days <= 0) {
    return fault(about, `the scale's verification ran out on ${day}: have it verified again.`);
  }
  if (days <= WARN_DAYS) {
    return warning(about, `the scale's verification ends on ${day}, in ${days} days: arrange it.`);
  }
  return fine(about, `class ${ofClass}, until ${day}.`);
}
