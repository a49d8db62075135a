import type { JsonObject } from "#contract/json.ts";
import type { Stamp } from "#contract/stamp.ts";
import type { NewEntry } from "../outbox/append.ts";
import { calibrationOf } from "../visits/calibration.ts";
import type { Instrument } from "../weighing/config.ts";
import type { Report } from "./judge.ts";

export type Made = {
  /** What deposits will carry. */
  readonly id: string;
  readonly by: string;
  readonly instrument: Instrument;
  readonly report: Report;
};

/** So many that the entry stays well below the contract's 1 KiB. */
export const MOST_WEIGHTS = 6;

/** What the journal keeps of a calibration that was passed; from it on, deposits carry its id. */
export function entryOf({ id, by, instrument, report }: Made, at: Stamp): NewEntry {
  const data: JsonObject = {
    id,
    by,
    scale: instrument.id,
    class: instrument.class,
    seal: instrument.seal,
    division: instrument.division,
    zero: report.zero,
    linearity: report.linearity,
    weights: report.weights.map(({ weight, error, spread, limit }) => ({
      ...{ weight, error, spread, limit },
    })),
  };
  return { kind: "calibration", at, data, sets: { [calibrationOf(instrument)]: id } };
}

/** Up to 32 printable ASCII characters, as the contract has them in a deposit. */
export const isName = (text: string): boolean =>
  /^[\x21-\x7e]([\x20-\x7e]{0,30}[\x21-\x7e])?$/.test(text);
