import { unreachable } from "#contract/assert.ts";
import type { WeighingConfig } from "../weighing/config.ts";
import type { Sample, WeightProblem, WeightReading } from "../weighing/reading.ts";
import { type Finding, fault, fine, warning } from "./finding.ts";

const SCALE = "scale";
/** Of the readings, the last ones count: a scale may need a moment after it was asked. */
const LAST = 10;

/** What the readings of a scale that is understood say of it. */
export function judgeSamples(samples: readonly Sample[], config: WeighingConfig): Finding[] {
  const last = samples.slice(-LAST);
  const good = last.flatMap(({ reading }) => (reading.ok ? [reading.value] : []));
  const problem = last.flatMap(({ reading }) => (reading.ok ? [] : [reading.problem.code])).at(-1);
  if (good.length === 0 && problem !== undefined) return [judgeProblem(problem)];
  const amiss = [...judgeDivision(good, config), ...judgeLegal(good), ...judgeRest(good, config)];
  return amiss.length > 0 ? amiss : [fine(SCALE, `answers, and shows ${shown(good)}.`)];
}

function judgeProblem(code: WeightProblem["code"]): Finding {
  switch (code) {
    case "overload":
      return fault(SCALE, "it shows overload: take off what lies on it, or look for a blockage.");
    case "underload":
      return fault(SCALE, "it shows underload: put its plate back on, then set it to zero.");
    case "busy":
      return warning(
        SCALE,
        "it answers, but cannot weigh just now: is it being set or warming up?",
      );
    case "net":
      return fault(SCALE, "it shows a net weight: clear the tare that was set on it.");
    case "unit":
      return fault(SCALE, "it shows another unit than g or kg: set its unit to kg.");
    case "not-zeroed":
      return fault(SCALE, "it was not set to zero since it was switched on: empty it, press zero.");
    case "fault":
      return fault(SCALE, "it reports a fault of its own: see its display and manual.");
    case "not-a-weight":
      return fault(SCALE, "what it sends is no weight: look at `kind` in [scale] and at its menu.");
    case "no-signal":
      return fault(SCALE, "it has stopped answering: look at its power and cable.");
    default:
      return unreachable(code);
  }
}

/** The scale's own word, where it gives it; else a weight that no such division can show. */
function judgeDivision(good: readonly WeightReading[], { division }: WeighingConfig): Finding[] {
  const told = good.find((it) => it.division !== undefined)?.division;
  const says = `[scale] says division = ${division}`;
  if (told !== undefined && told !== division) {
    return [fault(SCALE, `its division is ${told} g, but ${says}: make them the same.`)];
  }
  const odd = good.find(({ gross }) => gross % division !== 0);
  if (odd === undefined) return [];
  return [fault(SCALE, `it shows ${odd.gross} g, but ${says}: make division what the scale has.`)];
}

function judgeLegal(good: readonly WeightReading[]): Finding[] {
  return good.at(-1)?.legal === false
    ? [warning(SCALE, "it marks its weights as not legal for trade: see its menu and its seal.")]
    : [];
}

function judgeRest(good: readonly WeightReading[], config: WeighingConfig): Finding[] {
  const { mode, zeroBand } = config;
  if (good.length > 0 && good.every(({ stable }) => !stable)) {
    return [warning(SCALE, "it does not come to rest: look for wind, and for what touches it.")];
  }
  const gross = good.at(-1)?.gross ?? 0;
  if (mode === "bin" || Math.abs(gross) <= zeroBand) return [];
  return [
    warning(SCALE, `it shows ${gross} g: empty it, or set it to zero if nothing lies there.`),
  ];
}

const shown = (good: readonly WeightReading[]) => `${good.at(-1)?.gross ?? "?"} g`;
