import type { Report } from "../report.ts";
import { MUTANTS } from "./messages.ts";
import { TRACE_MUTANTS } from "./traces/mutants.ts";

export type Asked = {
  readonly n: number;
  readonly seed: number;
  readonly mutant: string | null;
  readonly log: (line: string) => void;
};

export type Torture = {
  readonly does: string;
  readonly n: number;
  readonly mutants: readonly string[];
  run(asked: Asked): Promise<Report>;
};

const KILL_GOAL = {
  ...{ lost: 0, doubled: 0, invented: 0, unbalanced: 0, wrongBalances: 0 },
  ...{ drained: true, integrity: "ok" },
};
const TRACES_GOAL = { wrongCredits: 0, missed: 0 };
const FIRMATA_GOAL = { uncaught: 0, invented: 0, stale: 0, stuck: 0 };
const FRAMES_GOAL = { uncaught: 0, outsideGrammar: 0, missed: 0, secondsAtMost: 120 };

export const tortures: Readonly<Record<string, Torture>> = {
  kill: {
    does: `kills gateway and stations at random under load, then counts: nothing may be lost,
    doubled or invented.`,
    n: 100,
    mutants: MUTANTS,
    async run({ n, mutant, ...asked }) {
      const { torture } = await import("./kill.ts");
      const known = MUTANTS.find((name) => name === mutant) ?? null;
      const figures = await torture({ ...asked, kills: n, mutant: known });
      return { ...figures, goal: KILL_GOAL, met: reaches(figures, KILL_GOAL) };
    },
  },
  firmata: {
    does: `spoils what station and microcontroller say to each other, n messages, with both real firmwares:
    no weight that the load cell did not have, and weights again once the line is quiet.`,
    n: 100_000,
    mutants: ["careless"],
    async run({ mutant, ...asked }) {
      const { tortureFirmata } = await import("./firmata/firmata.ts");
      const figures = await tortureFirmata({ ...asked, isCareless: mutant === "careless" });
      return { n: asked.n, ...figures, goal: FIRMATA_GOAL, met: reaches(figures, FIRMATA_GOAL) };
    },
  },
  frames: {
    does: `broken frames for every driver of a scale or a reader, n for each: nothing may be thrown,
    taken that does not stand there, or missed that does.`,
    n: 1_000_000,
    mutants: ["lenient"],
    async run({ mutant, ...asked }) {
      const { tortureFrames } = await import("./frames/frames.ts");
      const figures = tortureFrames({ ...asked, mutant: mutant === null ? null : "lenient" });
      const { secondsAtMost, ...none } = FRAMES_GOAL;
      const met = reaches(figures, none) && figures.seconds <= secondsAtMost;
      return { n: asked.n, ...figures, goal: FRAMES_GOAL, met };
    },
  },
  traces: {
    does: `people, loads and trouble at a platform and at a bin, n times, each deposit compared with
    what really lay there, whose it was and who confirmed it.`,
    n: 10_000,
    mutants: TRACE_MUTANTS,
    async run({ mutant, ...asked }) {
      const { tortureTraces } = await import("./traces/traces.ts");
      const known = TRACE_MUTANTS.find((name) => name === mutant) ?? null;
      const figures = tortureTraces({ ...asked, mutant: known });
      return { n: asked.n, ...figures, goal: TRACES_GOAL, met: reaches(figures, TRACES_GOAL) };
    },
  },
};

/** Is each figure that has a goal there? */
function reaches(figures: object, goal: Readonly<Record<string, unknown>>): boolean {
  const reached = new Map<string, unknown>(Object.entries(figures));
  return Object.entries(goal).every(([name, value]) => reached.get(name) === value);
}
