import type { Draft } from "./draft.ts";
import type { DraftRow, Fault } from "./fault.ts";

type Rule = {
  readonly column: "account" | "customer" | "households";
  sentence(name: string, first: number): string;
};

const RULES: readonly Rule[] = [
  {
    column: "account",
    sentence: (name, first) => `Fee account ${name} is in row ${first} already.`,
  },
  {
    column: "customer",
    sentence: (name, first) => `Customer number ${name} is in row ${first} already.`,
  },
  {
    column: "households",
    sentence: (name, first) => `Household ${name} is listed in row ${first} already.`,
  },
];

/** What may stand in the list only once, and stands there again; told at the later place. */
export const doublesIn = (rows: readonly DraftRow[]): Fault[] =>
  RULES.flatMap((rule) => doublesOf(rule, rows));

function doublesOf({ column, sentence }: Rule, rows: readonly DraftRow[]): Fault[] {
  const firstRows = new Map<string, number>();
  const places = rows.flatMap(({ row, draft }) =>
    namesIn(draft, column).map((name) => ({ row, name })),
  );
  return places.flatMap(({ row, name }) => {
    const first = firstRows.get(name);
    firstRows.set(name, first ?? row);
    return first === undefined ? [] : [{ row, column, message: sentence(name, first) }];
  });
}

function namesIn(draft: Draft, column: Rule["column"]): readonly string[] {
  if (column === "households") return draft.households.value;
  const cell = draft[column];
  return cell.ok ? [cell.value] : [];
}
