import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { LegFigures, LegOptions } from "./leg.ts";
import { LEG_NAMES, LEGS, type LegName } from "./legs.ts";

export type FirmataFigures = Omit<LegFigures, "longestBackMs" | "virtualSeconds"> & {
  readonly legs: Readonly<Record<string, LegFigures>>;
  readonly seconds: number;
};

export type FirmataOptions = {
  /** Messages to tamper with, of all legs together. */
  readonly n: number;
  readonly seed: number;
  /** A station that looks at no checksum and reads no conversion twice. */
  readonly isCareless: boolean;
  readonly log: (line: string) => void;
};

/** Both firmwares and both amplifiers, each on its own bad line, all at once. */
export async function tortureFirmata({ n, log, ...rest }: FirmataOptions): Promise<FirmataFigures> {
  const begunMs = performance.now();
  const play = async (name: LegName): Promise<readonly [LegName, LegFigures]> => {
    const figures = await playLeg({ name, n: Math.ceil(n * LEGS[name].share), ...rest });
    log(`${name}: ${JSON.stringify(figures)}`);
    return [name, figures];
  };
  const legs = await Promise.all(LEG_NAMES.map(play));
  const sum = (name: keyof LegFigures) =>
    legs.reduce((total, [, figures]) => total + figures[name], 0);
  return {
    ...{ mutatedToBoard: sum("mutatedToBoard"), mutatedToStation: sum("mutatedToStation") },
    ...{ weights: sum("weights"), invented: sum("invented"), stale: sum("stale") },
    ...{ repeated: sum("repeated"), presses: sum("presses"), lost: sum("lost") },
    ...{ uncaught: sum("uncaught"), stuck: sum("stuck") },
    legs: Object.fromEntries(legs),
    seconds: Math.round((performance.now() - begunMs) / 100) / 10,
  };
}

const PROGRAM = fileURLToPath(new URL("./leg-process.ts", import.meta.url));
const runFile = promisify(execFile);

/** In a process of its own, whose time is virtual. @throws Error when it ends by itself */
async function playLeg(options: LegOptions): Promise<LegFigures> {
  const { stdout, stderr } = await runFile(process.execPath, [PROGRAM, JSON.stringify(options)]);
  if (stderr !== "") console.error(stderr);
  return JSON.parse(stdout);
}
