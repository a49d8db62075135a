import type { Journal } from "../agent-ports.ts";
import type { Instrument } from "../weighing/config.ts";

/** The name under which the journal keeps the id of an instrument's latest calibration. */
export const calibrationOf = ({ id }: Pick<Instrument, "id">): string => `calibration.${id}`;

/** The instrument with the calibration that was made at this station; until then, the config's. */
export function calibrated(instrument: Instrument, outbox: Pick<Journal, "standing">): Instrument {
  const id = outbox.standing(calibrationOf(instrument));
  return id === null ? instrument : { ...instrument, calibration: id };
}
