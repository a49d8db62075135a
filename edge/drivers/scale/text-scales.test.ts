import { describe, expect, it } from "vitest";
import { fail, ok } from "#contract/result.ts";
import type { WeightProblem } from "../../weighing/reading.ts";
import { parseAnd } from "./and-standard.ts";
import { cas10Config, parseCas10, parseCas22 } from "./cas.ts";
import type { ParseLine } from "./line-frames.ts";
import { parseOhaus } from "./ohaus.ts";
import { parseSbi } from "./sartorius-sbi.ts";

type Weight = readonly [line: string, gross: number, stable: boolean];
type Problem = readonly [line: string, code: WeightProblem["code"]];
type Vectors = {
  readonly parse: ParseLine;
  readonly weights: readonly Weight[];
  readonly problems: readonly Problem[];
  readonly answers?: readonly string[];
  readonly told?: object;
};

const lamp = (bits: number) => String.fromCharCode(0x80 | bits);
const [GROSS_AT_REST, GROSS_MOVING, NET_AT_REST, AT_ZERO] = [0x44, 0x04, 0x42, 0x45].map(lamp);
const HELD = lamp(0x54);

// Manuals: A&D GC page 51 and FX-700CT; CAS CI-600D page 74, CI-400 page 103, NT-200 page 48;
// Sartorius GC page 57, LE page 51; Ohaus Defender 3000 page 37.
const scales: Readonly<Record<string, Vectors>> = {
  "A&D": {
    parse: parseAnd,
    weights: [
      ["ST,+0001.234 kg", 1234, true],
      ["US,+0012.340 kg", 12_340, false],
      ["ST,-0000.010 kg", -10, true],
      ["ST,+00123.00  g", 123, true],
      ["ST,+01234567  g", 1_234_567, true],
      ["ST,OK,+0001.234 kg", 1234, true],
      ["US,HI,+0001.234 kg", 1234, false],
    ],
    problems: [
      ["OL,+9999999E+19", "overload"],
      ["OL,-9999999E+19", "underload"],
      ["OL,HI,+9999999E+19", "overload"],
      ["QT,+00000123 PC", "unit"],
      ["ST,+0001.234 lb", "unit"],
      ["ST,+001.234 kg", "not-a-weight"],
      ["ST,+0001.2345 kg", "not-a-weight"],
      ["ST,0001.2340 kg", "not-a-weight"],
      ["ST,+000.1234 kg", "not-a-weight"],
      ["ST,+00.01.23 kg", "not-a-weight"],
      ["XX,+0001.234 kg", "not-a-weight"],
    ],
    answers: ["\x06", "EC,E11"],
  },
  "CAS 22": {
    parse: parseCas22,
    weights: [
      [`ST,GS,1${GROSS_AT_REST},  12.340 kg`, 12_340, true],
      [`US,GS,1${GROSS_MOVING},  12.340 kg`, 12_340, false],
      [`ST,GS,1${GROSS_MOVING},  12.340 kg`, 12_340, false], // word and lamp do not agree
      [`ST,GS,0${GROSS_AT_REST},-  0.020 kg`, -20, true],
      [`ST,GS,0${GROSS_AT_REST},  -0.020 kg`, -20, true],
      [`ST,GS,0${GROSS_AT_REST},    1234  g`, 1234, true],
    ],
    problems: [
      [`ST,GS,1${HELD},  12.340 kg`, "busy"],
      [`ST,NT,1${NET_AT_REST},  12.340 kg`, "net"],
      [`ST,GS,1${NET_AT_REST},  12.340 kg`, "net"],
      [`OL,GS,1${GROSS_MOVING},        kg`, "not-a-weight"],
      [`OL,GS,1${GROSS_MOVING},   0.000 kg`, "overload"],
      [`OL,GS,1${GROSS_MOVING},  -0.000 kg`, "underload"],
      [`ST,GS,1${GROSS_AT_REST},  12.340 lb`, "unit"],
      ["ST,GS,1A,  12.340 kg", "not-a-weight"],
      [`ST,GS,1${GROSS_AT_REST}, 12.340 kg`, "not-a-weight"],
      [`ST,GS,1${GROSS_AT_REST},  1 .340 kg`, "not-a-weight"],
      [`ST,GS,1${GROSS_AT_REST},  12.3405kg`, "not-a-weight"],
    ],
  },
  "CAS 10": {
    parse: (line) => parseCas10(line, "kg"),
    weights: [
      ["  12.340", 12_340, true],
      ["-  0.020", -20, true],
      ["      12", 12_000, true],
    ],
    problems: [
      [" 12.340", "not-a-weight"],
      ["  12.340 kg", "not-a-weight"],
      ["  12,340", "not-a-weight"],
      ["   --.--", "not-a-weight"],
      [" 12.3405", "not-a-weight"],
      ["        ", "not-a-weight"],
    ],
  },
  "Sartorius SBI": {
    parse: parseSbi,
    weights: [
      ["+   12.340 kg ", 12_340, true],
      ["-    0.020 kg ", -20, true],
      ["+   1234.0 g  ", 1234, true],
      ["N     +   12.340 kg ", 12_340, true],
      ["G     +   12.340 kg ", 12_340, true],
    ],
    problems: [
      ["+   12.340    ", "busy"], // it moves: no unit
      ["      H       ", "overload"],
      ["      L       ", "underload"],
      ["      C       ", "busy"],
      ["Stat        H       ", "overload"],
      ["Err 54        ", "fault"],
      ["Stat  Err 54        ", "fault"],
      ["+   12.340 lb ", "unit"],
      ["T     +    0.360 kg ", "not-a-weight"],
      ["+  12.340 kg ", "not-a-weight"],
      ["+   12.3405kg ", "not-a-weight"],
      ["    12.34.0 kg", "not-a-weight"],
    ],
  },
  Ohaus: {
    parse: parseOhaus,
    weights: [
      ["   12.340 kg    G  ", 12_340, true],
      ["   12.340 kg   ?G  ", 12_340, false],
      ["   12.340    kg    ", 12_340, true],
      ["-   0.020 kg    G  ", -20, true],
      ["   1234   g     G  ", 1234, true],
    ],
    problems: [
      ["   12.340 kg    NET", "net"],
      ["    0.360 kg    T  ", "net"],
      ["   12.340 lb    G  ", "unit"],
      ["  12.340 kg    G  ", "not-a-weight"],
      ["   12.34.0 kg   G  ", "not-a-weight"],
      ["   12.3405 kg   G  ", "not-a-weight"],
      ["", "not-a-weight"],
    ],
    answers: ["ES", "OK!"],
  },
};

describe.each(Object.entries(scales))("%s", (_, { parse, weights, problems, answers = [] }) => {
  it.each(weights)("%j is %i g, at rest: %s", (line, gross, stable) => {
    expect(parse(line)).toMatchObject(ok({ gross, stable }));
  });

  it.each(problems)("%j is %s", (line, code) => {
    expect(parse(line)).toEqual(fail({ code }));
  });

  it("hears answers that say nothing of the load", () => {
    for (const answer of answers) expect(parse(answer)).toBeNull();
  });

  it("takes no frame that was cut for a weight", () => {
    for (const [line] of weights) {
      for (let cut = 0; cut < line.trimEnd().length; cut += 1) {
        const reading = parse(line.slice(0, cut));
        expect(reading?.ok ?? false).toBe(false);
      }
    }
  });
});

describe("CAS", () => {
  it("tells when it stands at zero", () => {
    expect(parseCas22(`ST,GS,1${AT_ZERO},   0.000 kg`)).toMatchObject(ok({ zero: true }));
  });

  it("claims no verification for frames that say neither stable nor gross", () => {
    const section = {
      ...{ kind: "cas-10", path: "/dev/x", id: "p", division: 10, max_grams: 60_000 },
      ...{ calibration: "c", unit: "kg", stability: "window" },
    };
    expect(cas10Config.safeParse(section).success).toBe(true);
    const claimed = cas10Config.safeParse({ ...section, verified_until: "2027-09-01" });
    expect(claimed.error?.message).toMatch(/cannot be claimed/);
    expect(cas10Config.safeParse({ ...section, stability: undefined }).success).toBe(false);
  });
});
