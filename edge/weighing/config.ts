import * as z from "zod";
import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { EpochMs, Grams } from "#contract/units.ts";

/** What is to be known of a scale and its window before its readings mean a weight. */
export type WeighingConfig = {
  /** The scale's smallest step. */
  readonly division: Grams;
  /** The scale's Max. */
  readonly max: Grams;
  /** How far from zero still counts as an empty platform. */
  readonly zeroBand: Grams;
  /** ms over which a weight must stand still. */
  readonly windowMs: number;
};

/** Section [weighing] of station.toml. */
export const weighingConfig = z
  .strictObject({ window_ms: z.int().min(500).max(10_000).default(1500) })
  .transform((section) => ({ windowMs: section.window_ms }));

/** What section [scale] of station.toml says of the instrument, whatever its driver. */
export const instrumentFields = {
  /** Printable ASCII: it goes into what the station signs. */
  id: z.string().regex(/^[\x21-\x7e]{1,32}$/, "not 1 to 32 ASCII characters without spaces"),
  /** g */
  division: z.int().min(1).max(10_000),
  /** g: the scale's Max. */
  max_grams: z.int().min(1).max(MAX_GROSS_GRAMS),
  /** g either side of zero; half a division where it is not given. */
  zero_grams: z.int().min(0).max(10_000).optional(),
  /** The first day (from 00:00 UTC) on which the legal verification no longer holds. */
  verified_until: day().optional(),
  /** When it was calibrated, or the certificate's number. */
  calibration: z.string().regex(/^[\x20-\x7e]{1,32}$/, "not 1 to 32 ASCII characters"),
};
type InstrumentSection = z.output<z.ZodObject<typeof instrumentFields>>;

/** A scale as it is known to its station. */
export type Instrument = {
  readonly id: string;
  readonly division: Grams;
  readonly max: Grams;
  readonly zeroBand: Grams;
  /** From then on it is not under legal verification; null: never was. */
  readonly verifiedUntil: EpochMs | null;
  readonly calibration: string;
};

export function instrumentOf(section: InstrumentSection): Instrument {
  const { id, division, max_grams, zero_grams, verified_until, calibration } = section;
  return {
    id,
    calibration,
    division: Grams(division),
    max: Grams(max_grams),
    zeroBand: Grams(zero_grams ?? Math.floor(division / 2)),
    verifiedUntil: verified_until === undefined ? null : EpochMs(Date.parse(verified_until)),
  };
}

const OVERLOAD_DIVISIONS = 9;

/** OIML R 76: nothing may be indicated above Max + 9 e. */
export function overloadAbove({ max, division }: WeighingConfig): Grams {
  return Grams(max + OVERLOAD_DIVISIONS * division);
}

/** Refuses a scale that could give a weight which no entry can carry. */
export function fitsContract(scale: { max_grams: number; division: number }): boolean {
  return scale.max_grams + OVERLOAD_DIVISIONS * scale.division <= MAX_GROSS_GRAMS;
}

/** A date, in quotes or as TOML's own local date. */
function day() {
  const asText = (value: unknown) =>
    value instanceof Date ? value.toISOString().slice(0, 10) : value;
  return z.preprocess(asText, z.iso.date("not a date like 2027-09-01"));
}
