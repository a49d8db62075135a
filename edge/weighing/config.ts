import * as z from "zod";
import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { EpochMs, Grams } from "#contract/units.ts";

/** What is to be known of a scale and its window before its readings mean a weight. */
export type WeighingConfig = {
  /** The scale's smallest step. */
  readonly division: Grams;
  /** The scale's Max. */
  readonly max: Grams;
  /** `bin`: what was there before stays there, and a load is what came on top. */
  readonly mode: WeighingMode;
  /** How far from its zero, or from what was in the bin, a scale still says that nothing came. */
  readonly zeroBand: Grams;
  /** ms over which a weight must stand still. */
  readonly windowMs: number;
  /** ms that suffice for a load that came out of a calm; windowMs where no load is to be hurried. */
  readonly fastestMs: number;
  /** How far the station's own zero may follow a platform's; zero: it is the scale's business. */
  readonly zeroTracking: Grams;
};
export type WeighingMode = "platform" | "bin";

/** Section [weighing] of station.toml. */
export const weighingConfig = z
  .strictObject({
    mode: z.enum(["platform", "bin"]).default("platform"),
    window_ms: z.int().min(500).max(10_000).default(1500),
    fastest_ms: z.int().min(500).max(10_000).optional(),
    /** g */
    zero_tracking_grams: z.int().min(0).max(10_000).default(0),
    /** g: what the bin weighs when it is empty. */
    empty_bin_grams: z.int().min(0).max(MAX_GROSS_GRAMS).optional(),
    /** g: by how much another empty bin may weigh more or less. */
    bin_tolerance_grams: z.int().min(1).max(5000).default(1000),
  })
  .refine((it) => (it.mode === "bin") === (it.empty_bin_grams !== undefined), {
    path: ["empty_bin_grams"],
    message: 'belongs to mode = "bin", which needs it',
  })
  .refine((it) => it.fastest_ms === undefined || it.fastest_ms <= it.window_ms, {
    path: ["fastest_ms"],
    message: "is longer than window_ms",
  })
  .refine((it) => it.mode === "platform" || it.zero_tracking_grams === 0, {
    path: ["zero_tracking_grams"],
    message: 'belongs to mode = "platform": a bin is followed anyway',
  })
  .transform((section) => ({
    mode: section.mode,
    windowMs: section.window_ms,
    fastestMs: section.fastest_ms ?? section.window_ms,
    zeroTracking: Grams(section.zero_tracking_grams),
    emptyBin: {
      grams: Grams(section.empty_bin_grams ?? 0),
      tolerance: Grams(section.bin_tolerance_grams),
    },
  }));
export type WeighingSection = z.output<typeof weighingConfig>;

/** g to either side of zero in divisions: a bin is open to wind and flies, a platform is to be clear. */
const BIN_BAND_DIVISIONS = 2;

/** How a station weighs, by its instrument and by its own section. */
export function weighingBy(instrument: Instrument, section: WeighingSection): WeighingConfig {
  const { division, max, zeroBand } = instrument;
  const { mode, windowMs, fastestMs, zeroTracking } = section;
  const band = mode === "bin" ? BIN_BAND_DIVISIONS * division : Math.floor(division / 2);
  // What a bin takes for nothing is never less than a division: it is weighed in whole ones.
  const least = mode === "bin" ? division : 0;
  const zero = Grams(Math.max(zeroBand ?? band, least));
  return { division, max, mode, windowMs, fastestMs, zeroTracking, zeroBand: zero };
}

/** What section [scale] of station.toml says of the instrument, whatever its driver. */
export const instrumentFields = {
  /** Printable ASCII: it goes into what the station signs. */
  id: z.string().regex(/^[\x21-\x7e]{1,32}$/, "not 1 to 32 ASCII characters without spaces"),
  /** g */
  division: z.int().min(1).max(10_000),
  /** g: the scale's Max. */
  max_grams: z.int().min(1).max(MAX_GROSS_GRAMS),
  /** g either side of zero; where it is not given half a division, or two of a bin. */
  zero_grams: z.int().min(0).max(10_000).optional(),
  /** The first day (from 00:00 UTC) on which the legal verification no longer holds. */
  verified_until: day().optional(),
  /** OIML R 76: for trade in goods of little worth a kilogram, III. */
  class: z.enum(["I", "II", "III", "IIII"]).default("III"),
  /** The number on the seal that guards its adjustment. */
  seal: z
    .string()
    .regex(/^[\x20-\x7e]{1,32}$/, "not 1 to 32 ASCII characters")
    .optional(),
  /** When it was calibrated, or the certificate's number. */
  calibration: z.string().regex(/^[\x20-\x7e]{1,32}$/, "not 1 to 32 ASCII characters"),
};
export type InstrumentSection = z.output<z.ZodObject<typeof instrumentFields>>;

/** A scale as it is known to its station. */
export type Instrument = {
  readonly id: string;
  readonly division: Grams;
  readonly max: Grams;
  /** null: as its mode has it. */
  readonly zeroBand: Grams | null;
  /** Accuracy class. */
  readonly class: "I" | "II" | "III" | "IIII";
  readonly seal: string | null;
  /** From then on it is not under legal verification; null: never was. */
  readonly verifiedUntil: EpochMs | null;
  readonly calibration: string;
};

export function instrumentOf(section: InstrumentSection): Instrument {
  const { id, division, max_grams, zero_grams, verified_until, calibration, seal } = section;
  return {
    id,
    calibration,
    class: section.class,
    seal: seal ?? null,
    division: Grams(division),
    max: Grams(max_grams),
    zeroBand: zero_grams === undefined ? null : Grams(zero_grams),
    verifiedUntil: verified_until === undefined ? null : EpochMs(Date.parse(verified_until)),
  };
}

const OVERLOAD_DIVISIONS = 9;

/** OIML R 76: nothing may be indicated above Max + 9 e. */
export function overloadAbove({ max, division }: Pick<WeighingConfig, "max" | "division">): Grams {
  return Grams(max + OVERLOAD_DIVISIONS * division);
}

type Fault = { readonly key: "division" | "max_grams" | "zero_grams"; readonly message: string };

/** A payable load has so many divisions at least. */
const MIN_DIVISIONS = 20;

/** What is wrong with an instrument that cannot be as its section says. */
export function faultsOfInstrument(section: InstrumentSection): readonly Fault[] {
  const { division, max_grams, zero_grams = 0 } = section;
  const faults: readonly (Fault | false)[] = [
    !/^[125]0*$/.test(`${division}`) && {
      key: "division",
      message: "is not 1, 2 or 5 with zeros behind it, as scales have",
    },
    max_grams < MIN_DIVISIONS * division && {
      key: "max_grams",
      message: `is less than ${MIN_DIVISIONS} divisions: nothing could be paid`,
    },
    max_grams + OVERLOAD_DIVISIONS * division > MAX_GROSS_GRAMS && {
      key: "max_grams",
      message: `and nine divisions are more than ${MAX_GROSS_GRAMS} g`,
    },
    zero_grams * 50 > max_grams && { key: "zero_grams", message: "is more than 2 % of max_grams" },
  ];
  return faults.filter((fault) => fault !== false);
}

/** A date, in quotes or as TOML's own local date. */
function day() {
  const asText = (value: unknown) =>
    value instanceof Date ? value.toISOString().slice(0, 10) : value;
  return z.preprocess(asText, z.iso.date("not a date like 2027-09-01"));
}
