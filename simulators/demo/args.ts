import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { fail, ok, type Result } from "#contract/result.ts";

export type DemoOptions = {
  /** Absolute. */
  readonly data: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  /** Of the first station's kiosk; null: it has none. */
  readonly kioskPort: number | null;
  /** By how much the waits between visits are divided. */
  readonly speed: number;
  /** null: that of the data folder, or 1 for a new one. */
  readonly seed: number | null;
  /** After how many deposits to stop; null: never. */
  readonly once: number | null;
  readonly language: Language;
  /** The third station runs on a simulated Arduino. */
  readonly arduino: boolean;
};

export type Language = "ar" | "en";

export const USAGE = `Usage: npm start -- [options]
  --data DIR        where the village lives           (.qamama)
  --port N          the page, on 127.0.0.1            (8080)
  --mqtt-port N     the broker, on 127.0.0.1          (1883)
  --kiosk-port N    a station's kiosk, on 127.0.0.1   (8090)
  --speed X         divides the waits between visits  (60)
  --seed N          another village                   (1)
  --arduino         the third station's bin on a simulated Arduino
  --once N          stop after N deposits, with a summary
  --lang ar|en      the language of what is printed   (en)
  --help`;

/** @returns null when help is asked for; or a sentence that names the flag to mend */
export function parseDemoArgs(args: readonly string[]): Result<DemoOptions | null, string> {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false });
    return values.help === true ? ok(null) : ok(optionsOf(values));
  } catch (error) {
    // parseArgs' own sentences name the flag; any other error here is ours.
    if (error instanceof BadFlag || isParseArgsError(error)) return fail(error.message);
    throw error;
  }
}

const OPTIONS = {
  data: { type: "string", default: ".qamama" },
  port: { type: "string", default: "8080" },
  "mqtt-port": { type: "string", default: "1883" },
  "kiosk-port": { type: "string", default: "8090" },
  speed: { type: "string", default: "60" },
  seed: { type: "string" },
  once: { type: "string" },
  lang: { type: "string", default: "en" },
  arduino: { type: "boolean", default: false },
  help: { type: "boolean", short: "h" },
} as const;

type Flag = keyof typeof OPTIONS;
type Values = { readonly [Name in Flag]?: string | boolean | undefined };

class BadFlag extends Error {}

function optionsOf(values: Values): DemoOptions {
  return {
    data: resolve(String(values.data)),
    httpPort: whole(values, "port", 1, 65_535),
    mqttPort: whole(values, "mqtt-port", 1, 65_535),
    kioskPort: whole(values, "kiosk-port", 1, 65_535),
    speed: speedOf(String(values.speed)),
    seed: values.seed === undefined ? null : whole(values, "seed", 0, 2 ** 31),
    once: values.once === undefined ? null : whole(values, "once", 1, 1_000_000),
    language: languageOf(String(values.lang)),
    arduino: values.arduino === true,
  };
}

function whole(values: Values, flag: Flag, least: number, most: number): number {
  const text = String(values[flag]);
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new BadFlag(`--${flag} takes a whole number from ${least} to ${most}, not "${text}".`);
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (speed >= 1 && speed <= 10_000) return speed;
  throw new BadFlag(`--speed takes a number from 1 (real time) to 10000, not "${text}".`);
}

function languageOf(text: string): Language {
  if (text === "ar" || text === "en") return text;
  throw new BadFlag(`--lang takes ar or en, not "${text}".`);
}

function isParseArgsError(error: unknown): error is Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_PARSE_ARGS");
}
