import { decimalOf } from "#contract/decimal.ts";
import type { ReliefStatement } from "#contract/relief-statement.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { readYear } from "./read-year.ts";
import { answer, type Outcome, refused } from "./reply.ts";

type Language = CommandOf<"relief-statement">["language"];

/** A household's year, every sum in a sentence that can be checked by hand. */
export async function showStatement(
  { household, year, view, language }: CommandOf<"relief-statement">,
  { store }: AdminContext,
): Promise<Outcome> {
  if (!(await store.households()).includes(household)) {
    return refused("no-such-household", `There is no household ${household}.`);
  }
  const told = await readYear({ year, view, household }, store);
  if (!told.ok) return told;
  const [statement] = told.value.statements;
  if (statement === undefined) {
    return refused("no-statement", `There is no statement of ${household} for ${year}.`);
  }
  return answer(statement, statementText(statement, language));
}

/** What the sentences do not say: to whom, by which rule, as of when. */
export function statementText(statement: ReliefStatement, language: Language): string {
  const { lines, workings, singlePerson } = statement;
  const words = WORDS[language];
  const recorded = lines.reduce((sum, line) => sum + line.recordedGrams, 0);
  return [
    words.head(statement),
    ...lines.map(({ working }) => `  ${working[language]}`),
    words.recorded(decimalOf(recorded, 3)),
    ...[workings.points, workings.percent, workings.relief].map((it) => it[language]),
    ...(singlePerson.length === 0 ? [] : [words.alone(singlePerson.join(", "))]),
  ].join("\n");
}

type Words = {
  readonly head: (statement: ReliefStatement) => string;
  readonly recorded: (kilograms: string) => string;
  readonly alone: (ids: string) => string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    head: ({ household, year, state, rule, cutOff, position }) =>
      `${household}, ${year} (${state}): rule ${rule}, cut-off ${cutOff}, journal position ${position}.`,
    recorded: (kilograms) => `Weighed in all: ${kilograms} kg.`,
    alone: (ids) => `Decided by a single person: ${ids}.`,
  },
  ar: {
    head: ({ household, year, state, rule, cutOff, position }) =>
      `${household}، ${year} (${state === "closed" ? "مقفلة" : "مفتوحة"}): القاعدة ${rule}، تاريخ الإقفال ${cutOff}، موضع السجل ${position}.`,
    recorded: (kilograms) => `مجموع الموزون: ${kilograms} كغم.`,
    alone: (ids) => `قرار شخص واحد: ${ids}.`,
  },
};
