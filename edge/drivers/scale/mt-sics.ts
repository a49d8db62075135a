import * as z from "zod";
import { fail, ok, type Result } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import { fitsContract, instrumentFields, instrumentOf } from "../../weighing/config.ts";
import type { Sample, WeightProblem, WeightReading } from "../../weighing/reading.ts";
import { type Device, type DriverTools, type Source, serialFields, tally } from "../driver.ts";
import { noLine, splitLines } from "../lines.ts";
import { orSilence } from "../silence.ts";

/** Section [scale] of station.toml. */
export const mtSicsConfig = z
  .strictObject({ kind: z.literal("mt-sics"), ...serialFields, ...instrumentFields })
  .refine(fitsContract, "max_grams and nine divisions are more than 2000000 g")
  .transform(({ kind, path, baud_rate, ...instrument }) => ({
    kind,
    path,
    baudRate: baud_rate,
    instrument: instrumentOf(instrument),
  }));
export type MtSicsConfig = z.output<typeof mtSicsConfig>;

/** A scale that is read, and set to zero. */
export type Scale = Device<Sample> & { setZero(): Promise<void> };

/** Real time without a byte after which the scale is asked again: it may have been switched off and on. */
const SILENT_MS = 3000;
const SEND_REPEATEDLY = "SIR\r\n";
const SET_ZERO = "Z\r\n";

/** Scales that speak MT-SICS, level 0. Source: Mettler-Toledo reference manual 11780711. */
export function mtSics(config: MtSicsConfig, tools: DriverTools): Source<Sample, Scale> {
  const { path, baudRate } = config;
  const { counts, add } = tally();
  return {
    path,
    counts,
    async open() {
      const line = await tools.ports.openSerial(path, { baudRate });
      return {
        async *events(signal) {
          let state = noLine;
          await line.write(SEND_REPEATEDLY);
          for await (const chunk of orSilence(line.chunks(signal), SILENT_MS, tools.after)) {
            const uptimeMs = tools.uptimeMs();
            if (chunk === null) {
              yield { uptimeMs, frame: "", reading: fail({ code: "no-signal" }) };
              await line.write(SEND_REPEATEDLY);
              continue;
            }
            const split = splitLines(state, chunk);
            state = split.state;
            const samples = split.lines.map((frame) => sampleOf(frame, uptimeMs));
            const strange = samples.filter(isStrange).length;
            add(samples.length - strange, strange + split.ignored);
            yield* samples;
          }
        },
        setZero: () => line.write(SET_ZERO),
        close: () => line.close(),
      };
    },
  };
}

function sampleOf(frame: string, uptimeMs: number): Sample {
  return { uptimeMs, frame, reading: parseSicsWeight(frame) };
}

function isStrange({ reading }: Sample): boolean {
  return !reading.ok && reading.problem.code === "not-a-weight";
}

/**
 * `S S     12.340 kg` (stable), `S D ...` (moving), or why there is no weight just now. All else is no
 * weight: errors (ES, ET, EL), answers to other commands, noise, and fractions of a gram.
 */
export function parseSicsWeight(text: string): Result<WeightReading, WeightProblem> {
  if (text === "S +") return fail({ code: "overload" });
  if (text === "S -") return fail({ code: "underload" });
  if (text === "S I") return fail({ code: "busy" });
  const match = /^S ([SD]) +(-?)(\d{1,7})(?:\.(\d{1,6}))? (k?g)$/.exec(text);
  if (match === null) return fail({ code: "not-a-weight" });
  const [, state, sign = "", whole = "", fraction = "", unit] = match;
  const gross = wholeGrams(sign, whole, fraction, unit === "kg" ? 3 : 0);
  if (gross === null) return fail({ code: "not-a-weight" });
  return ok({ gross, stable: state === "S" });
}

/** Shifts the point in the text, so that no fraction is ever formed; null where grams do not suffice. */
function wholeGrams(sign: string, whole: string, fraction: string, places: number): Grams | null {
  const digits = fraction.padEnd(places, "0");
  if (/[^0]/.test(digits.slice(places))) return null;
  return Grams(Number(`${sign}${whole}${digits.slice(0, places)}`));
}
