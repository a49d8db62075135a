import type { Grams } from "#contract/units.ts";
import { Trouble } from "../trouble.ts";
import type { Instrument } from "../weighing/config.ts";
import type { Gauge } from "./gauge.ts";
import { judge, type Measured, type Report, type Weighed } from "./judge.ts";
import type { Words } from "./text.ts";
import { parseWeights, usualWeights } from "./weights.ts";

export type Person = {
  say(text: string): void;
  /** Says it, and waits for a line. @throws Trouble when nobody answers any more */
  ask(text: string): Promise<string>;
};

export type WalkParts = {
  readonly person: Person;
  readonly gauge: Gauge;
  readonly setZero: () => Promise<void>;
  readonly instrument: Instrument;
  /** As they were given; null: the person is asked. */
  readonly weights: string | null;
  readonly say: Words;
};

/** How often each weight is put on: as few as show whether it repeats. */
const TURNS = 3;

/** Zero, then each known weight three times, with the empty scale between; then what it comes to. */
export async function walk(parts: WalkParts): Promise<Report> {
  const { person, say, gauge, instrument } = parts;
  const weights = await weightsFor(parts);
  await person.ask(say.empty);
  await parts.setZero();
  const zeros = [await settled(gauge, parts)];
  const weighed: Weighed[] = [];
  for (const weight of weights) weighed.push(await weigh(weight, zeros, parts));
  const report = judge({ zeros, weighed } satisfies Measured, instrument);
  tell(report, parts);
  return report;
}

async function weightsFor({ weights, person, say, instrument }: WalkParts) {
  const text = weights ?? (await person.ask(say.askWeights(usualWeights(instrument))));
  const parsed = parseWeights(text, instrument);
  if (!parsed.ok) throw new Trouble(`These weights do not serve: ${parsed.problem}.`);
  return parsed.value;
}

/** @param zeros gets what the scale shows each time it is empty again */
async function weigh(weight: Grams, zeros: Grams[], parts: WalkParts): Promise<Weighed> {
  const { person, say, gauge } = parts;
  const shown: Grams[] = [];
  for (let turn = 1; turn <= TURNS; turn += 1) {
    await person.ask(say.put(weight, turn, TURNS));
    shown.push(await settled(gauge, parts));
    await person.ask(say.takeOff);
    zeros.push(await settled(gauge, parts));
  }
  return { weight, shown };
}

async function settled(gauge: Gauge, { person, say }: WalkParts): Promise<Grams> {
  const grams = await gauge.settled();
  person.say(say.settled(grams));
  return grams;
}

function tell(report: Report, { person, say }: WalkParts): void {
  person.say(say.zero(report.zero, report.zeroLimit));
  for (const it of report.weights) person.say(say.weight(it));
  person.say(say.linearity(report.linearity));
  for (const fault of report.faults) person.say(say.fault(fault));
}
