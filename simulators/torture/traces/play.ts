import { fail, ok, type Result } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import type { WeightProblem, WeightReading } from "#edge/weighing/reading.ts";
import type { Random } from "../../village/random.ts";
import type { Act, Script } from "./acts.ts";
import { type Cell, openCell } from "./cell.ts";
import type { Mutant } from "./mutants.ts";
import { CARDS, DIVISION, EMPTY_BIN_GRAMS, MAX, openStation, type Written } from "./station.ts";

/** g: standard deviation of what a verified scale shows at rest. */
const NOISE_GRAMS = 0.8;

/** Plays a script in virtual time. @returns what the station wrote */
export function play(script: Script, random: Random, mutant: Mutant): readonly Written[] {
  let nowMs = 0;
  const station = openStation(script, () => nowMs);
  const hands = mutant(station);
  const cell = openCell(script, script.mode === "bin" ? EMPTY_BIN_GRAMS : 0, random);
  let [next, isPlugged] = [0, true];
  const happen = (act: Act) => {
    nowMs = act.atMs;
    cell.act(act);
    if (act.kind === "tap" && act.by !== "nobody")
      hands.tap({ card: CARDS[act.by], cardProof: null, uptimeMs: nowMs });
    if (act.kind === "key") hands.press({ key: { kind: act.key }, uptimeMs: nowMs });
    if (act.kind === "restart") station.restart();
    if (act.kind === "plug") isPlugged = true;
    if (act.kind !== "unplug") return;
    isPlugged = false;
    hands.sample({ uptimeMs: nowMs, frame: "", reading: fail({ code: "no-signal" }) });
  };
  for (let reading = 0; nowMs < script.endMs; reading += 1) {
    const atMs = Math.round((reading * 1000) / script.perSecond);
    for (let act = script.acts[next]; act !== undefined && act.atMs <= atMs; ) {
      happen(act);
      next += 1;
      act = script.acts[next];
    }
    nowMs = atMs;
    if (isPlugged) hands.sample(shown(cell, { script, random, atMs }));
    if (reading % TICK_READINGS === 0) hands.tick();
  }
  return station.written;
}

const TICK_READINGS = 5;

type Showing = { readonly script: Script; readonly random: Random; readonly atMs: number };

function shown(cell: Cell, { script, random, atMs }: Showing) {
  const felt = cell.feltAt(atMs) + NOISE_GRAMS * random.normal();
  const gross = Grams(Math.round(felt / DIVISION) * DIVISION);
  const stable = !(script.flagged && cell.isMoving(atMs));
  const reading: Result<WeightReading, WeightProblem> =
    gross > MAX + 9 * DIVISION ? fail({ code: "overload" }) : ok({ gross, stable });
  return { uptimeMs: atMs, frame: `${stable ? "S S" : "S D"} ${gross} g`, reading };
}
