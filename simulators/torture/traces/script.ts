import type { Random } from "../../village/random.ts";
import type { Act, Deed, Person, Script } from "./acts.ts";
import { scenes } from "./scenes.ts";

/** Writes down what happens, one thing after the other. */
export type Pen = {
  readonly random: Random;
  readonly mode: Script["mode"];
  readonly flagged: boolean;
  wait(ms: number): void;
  does(deed: Deed): void;
  /** Puts a new bag there. @returns its number */
  puts(by: Person, grams?: number): number;
  /** Whoever puts this bag there will have done all that is asked of them. */
  owed(bag: number): void;
};

const FIRST_LOOK_MS = 5000;
const BETWEEN_VISITS_MS = 6000;

export function drawScript(random: Random): Script {
  const mode = random.pick(["platform", "bin"] as const);
  const perSecond = random.happens(1 / 8) ? 80 : 10;
  const flagged = random.happens(3 / 4);
  const acts: Act[] = [];
  const due: number[] = [];
  const troubles: string[] = [];
  let [nowMs, bags] = [FIRST_LOOK_MS, 0];
  const does = (deed: Deed) => acts.push({ ...deed, atMs: nowMs });
  const pen: Pen = {
    random,
    mode,
    flagged,
    does,
    wait: (ms) => (nowMs += Math.round(ms)),
    puts(by, grams = random.between(400, 20_000)) {
      bags += 1;
      does({ kind: "put", by, bag: bags, grams });
      return bags;
    },
    owed: (bag) => due.push(bag),
  };
  const known = Object.entries(scenes).filter(([, scene]) => mayBe(scene, pen));
  for (let visits = random.whole(2, 3); visits > 0; visits -= 1) {
    const [name, { play }] = random.pick(known);
    troubles.push(name);
    play(pen);
    pen.wait(BETWEEN_VISITS_MS);
  }
  return { mode, perSecond, flagged, acts, due, troubles, endMs: nowMs };
}

function mayBe({ only, needsFlag = false }: (typeof scenes)[string], pen: Pen): boolean {
  return (only === undefined || only === pen.mode) && (!needsFlag || pen.flagged);
}
