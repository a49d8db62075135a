import { decimalOf, kilogramsOf } from "#contract/decimal.ts";
import type { ReliefYear } from "#contract/relief-statement.ts";
import { digestOfYear } from "../store/digest-of-year.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { type Matter, mattersOf } from "./relief-matters.ts";
import { answer, type Outcome } from "./reply.ts";
import { plural } from "./table.ts";

/** What the council decides on: the year's sums, their digest, and what should be looked at first. */
export async function showDraft(
  { year }: CommandOf<"relief-draft">,
  { store }: AdminContext,
): Promise<Outcome> {
  const draft = await store.reliefYear(year);
  const matters = mattersOf(draft, await store.reviewOf(year));
  const { state, rule, position, sums } = draft;
  const digest = digestOfYear(draft);
  const data = { year, state, rule, position, digest, sums, review: matters.map(matterJson) };
  return answer(data, [...headOf(draft, digest), ...matters.flatMap(matterLines)].join("\n"));
}

function headOf(draft: ReliefYear, digest: string): readonly string[] {
  const { year, state, decision, rule, position, sums } = draft;
  const { recordedGrams, milliPoints, reliefMinorUnits } = sums;
  const closed = decision === null ? "" : `, by decision ${decision.number} of ${decision.date}`;
  return [
    `${year} is ${state}${closed}. Rule ${rule}, journal position ${position}.`,
    `${plural(sums.households, "household")}, ${kilogramsOf(recordedGrams)}, ` +
      `${decimalOf(milliPoints, 3)} points, ${decimalOf(reliefMinorUnits, 2)} ILS of relief.`,
    `Digest ${digest}.`,
  ];
}

const matterLines = ({ title, count, first }: Matter): readonly string[] => [
  `${title}: ${count}`,
  ...first.map((line) => `  ${line}`),
  ...(count > first.length ? [`  … and ${count - first.length} more`] : []),
];

const matterJson = ({ code, count, first }: Matter) => ({ code, count, first: [...first] });
