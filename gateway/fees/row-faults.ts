import { isSlug, type Slug } from "#contract/ids.ts";
import { COLUMNS, type Columns } from "./columns.ts";
import type { Draft } from "./draft.ts";
import type { DraftRow, Fault } from "./fault.ts";
import type { Line } from "./line.ts";
import { quoted } from "./problem.ts";

/** What can be wrong with a row looked at by itself. */
export function faultsOfRow({ row, draft }: DraftRow, households: ReadonlySet<Slug>): Fault[] {
  return [
    ...cellFaults({ row, draft }),
    ...unknownHouseholds(draft, households).map(
      (name) =>
        ({
          row,
          column: "households",
          message: `No household is called ${quoted(name)}.`,
        }) as const,
    ),
    ...servedFaults({ row, draft }),
  ];
}

/** Most often a comma inside a name that nobody put into quotation marks. */
export function strayFaults({ row, cells }: Line, { width }: Columns): Fault[] {
  if (cells.slice(width).every((cell) => cell === "")) return [];
  return [{ row, column: null, message: "The row has more cells than there are headers." }];
}

const cellFaults = ({ row, draft }: DraftRow): Fault[] =>
  COLUMNS.flatMap((column) => {
    const cell = draft[column];
    return cell.ok ? [] : [{ row, column, message: cell.problem }];
  });

const unknownHouseholds = ({ households }: Draft, known: ReadonlySet<Slug>): readonly string[] =>
  households.value.filter((name) => !isSlug(name) || !known.has(name));

function servedFaults({ row, draft }: DraftRow): Fault[] {
  const listed = new Set(draft.households.value).size;
  if (!draft.served.ok || listed <= draft.served.value) return [];
  const served = draft.served.value;
  const message = `${listed} households are listed, more than the ${served} that the account serves.`;
  return [{ row, column: "served", message }];
}
