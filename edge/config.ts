import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import * as z from "zod";
import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { grams, minorUnits, slug } from "#contract/fields.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { Settings, StreamSettings } from "#contract/settings.ts";
import type { StationName } from "#contract/topics.ts";
import { Grams } from "#contract/units.ts";
import { faultOfBoard } from "./config/board.ts";
import { type ConfigProblem, parseToml } from "./config/toml.ts";
import {
  boardSection,
  type DevicesConfig,
  keypadSection,
  pathOf,
  readerSection,
  scaleSection,
} from "./drivers/registry.ts";
import { type KioskConfig, kioskConfig } from "./kiosk/config.ts";
import {
  type Containers,
  containersConfig,
  needsKeypad,
  type SessionConfig,
  sessionConfig,
} from "./session/config.ts";
import { type Instrument, type WeighingSection, weighingConfig } from "./weighing/config.ts";

export type StationConfig = {
  readonly name: StationName;
  /** Folder of the journal, the keys and what was joined. */
  readonly data: string;
  /** 32 bytes in hex: the scheme's card key, the same at every station. */
  readonly cardKeyFile: string;
  readonly language: "ar" | "en";
  /** What is touched whenever NTP sets the clock; null: systemd-timesyncd's. */
  readonly ntpFile: string | null;
  /** PEM of the authority that signed the broker's certificate; null: the system's. */
  readonly caFile: string | null;
  readonly devices: DevicesConfig;
  readonly session: SessionConfig;
  readonly weighing: WeighingSection;
  readonly containers: Containers;
  /** null: no page for a screen beside the scale. */
  readonly kiosk: KioskConfig | null;
  /** By which a station weighs until the gateway's settings come. */
  readonly streams: readonly StreamSettings[];
  readonly currency: Settings["currency"];
};

/** @returns the config, or one sentence that names the line to mend. Paths are from the file's folder. */
export function readConfig(file: string): Result<StationConfig, ConfigProblem> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return fail(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  return parseConfig(text, file);
}

export function parseConfig(text: string, file: string): Result<StationConfig, ConfigProblem> {
  const parsed = parseToml(basename(file), text, schema);
  if (!parsed.ok) return parsed;
  const { scheme, station, language, session, weighing, containers, streams, ...rest } =
    parsed.value;
  const at = (path: string) => resolve(dirname(file), path);
  return ok({
    name: { scheme, station },
    data: at(rest.data),
    cardKeyFile: at(rest.card_key_file),
    language,
    ntpFile: rest.clock.ntp_file === undefined ? null : at(rest.clock.ntp_file),
    caFile: rest.mqtt.ca === undefined ? null : at(rest.mqtt.ca),
    devices: devicesIn(rest),
    session,
    weighing,
    containers,
    kiosk: rest.kiosk ?? null,
    streams,
    currency: { code: rest.currency.code, minorUnits: rest.currency.minor_units },
  });
}

type GivenDevices = Pick<DevicesConfig, "scale" | "reader"> & {
  readonly keypad?: DevicesConfig["keypad"] | undefined;
  readonly board?: DevicesConfig["board"] | undefined;
};

const devicesIn = ({ scale, reader, keypad, board }: GivenDevices): DevicesConfig => ({
  ...{ scale, reader, keypad: keypad ?? null, board: board ?? null },
});

const currency = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Z]{3}$/, "not a code of three capital letters")
    .default("QAM"),
  minor_units: z.int().min(0).max(4).default(2),
});

const stream = z
  .strictObject({
    stream: slug,
    label: z.strictObject({ ar: z.string().min(1), en: z.string().min(1) }),
    rate_per_kg: minorUnits,
    min_grams: grams(MAX_GROSS_GRAMS),
    max_grams: grams(MAX_GROSS_GRAMS).optional(),
    attended_only: z.boolean().default(false),
  })
  .transform((it) => ({
    stream: it.stream,
    label: it.label,
    ratePerKg: it.rate_per_kg,
    minGrams: it.min_grams,
    maxGrams: it.max_grams ?? Grams(MAX_GROSS_GRAMS),
    attendedOnly: it.attended_only,
  }));

const path = z.string().min(1);

const schema = z
  .strictObject({
    scheme: slug,
    station: slug,
    data: path,
    card_key_file: path,
    language: z.enum(["ar", "en"]).default("ar"),
    clock: z.strictObject({ ntp_file: path.optional() }).default({}),
    mqtt: z.strictObject({ ca: path.optional() }).default({}),
    scale: scaleSection,
    reader: readerSection,
    keypad: keypadSection.optional(),
    board: boardSection.optional(),
    session: sessionConfig.prefault({}),
    weighing: weighingConfig.prefault({}),
    containers: containersConfig.prefault({}),
    kiosk: kioskConfig.optional(),
    streams: z.array(stream).min(1),
    currency: currency.prefault({}),
  })
  .refine(({ keypad, session }) => keypad !== undefined || !needsKeypad(session), {
    path: ["session"],
    message: 'without a [keypad] it needs a stream and confirm = "automatic"',
  })
  .refine(({ keypad, session }) => keypad !== undefined || session.attendants.size === 0, {
    path: ["session", "attendants"],
    message: "need a [keypad] to type on",
  })
  .refine(({ weighing, containers }) => weighing.mode === "platform" || containers.size === 0, {
    path: ["containers"],
    message: 'belong to mode = "platform": what stays in a bin has no container',
  })
  .refine(({ scale, weighing }) => weighing.mode === "platform" || fitsOn(scale, weighing), {
    path: ["weighing", "empty_bin_grams"],
    message: "is not below max_grams of [scale]",
  })
  .refine(({ scale, weighing }) => isNearZero(scale, weighing), {
    path: ["weighing", "zero_tracking_grams"],
    message: "is more than ten divisions: something that is paid could lie there",
  })
  .refine((it) => areApart([it.scale, it.reader, it.keypad, it.board]), {
    path: ["scale", "path"],
    message: "is another device's too",
  })
  .superRefine(({ scale, keypad, board }, context) => {
    const found = faultOfBoard({ scale, keypad: keypad ?? null, board: board ?? null });
    if (found !== null) context.addIssue({ ...found, code: "custom", path: [...found.path] });
  })
  .refine(({ weighing, scale }) => !tracksUnderSeal(weighing, scale), {
    path: ["weighing", "zero_tracking_grams"],
    message: "would change the weights of a scale under verification: let the scale track its zero",
  });

/** Not yet made of a section in which something else is at fault. */
type MadeScale = { readonly instrument?: Instrument };

function tracksUnderSeal(weighing: WeighingSection, { instrument }: MadeScale): boolean {
  const isVerified = instrument !== undefined && instrument.verifiedUntil !== null;
  return weighing.zeroTracking > 0 && isVerified;
}

const MOST_TRACKED_DIVISIONS = 10;

function isNearZero(
  { instrument }: MadeScale,
  { zeroTracking }: Partial<WeighingSection>,
): boolean {
  if (instrument === undefined || zeroTracking === undefined) return true;
  return zeroTracking <= MOST_TRACKED_DIVISIONS * instrument.division;
}

function fitsOn({ instrument }: MadeScale, { emptyBin }: Partial<WeighingSection>): boolean {
  if (instrument === undefined || emptyBin === undefined) return true;
  return emptyBin.grams < instrument.max;
}

function areApart(sections: readonly (Parameters<typeof pathOf>[0] | undefined)[]): boolean {
  const paths = sections.flatMap((section) =>
    section === undefined ? [] : (pathOf(section) ?? []),
  );
  return new Set(paths).size === paths.length;
}
