type Cell = string | number;

/**
 * Columns for a terminal: numbers to the right, words to the left, two spaces between.
 *
 * @param head the columns' names
 */
export function tableOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const widths = head.map((name, column) =>
    // No spread: a statement may have more rows than a call may have arguments.
    rows.reduce((most, row) => Math.max(most, String(row[column] ?? "").length), name.length),
  );
  const line = (cells: readonly Cell[], like: readonly Cell[]) =>
    cells
      .map((cell, column) => padded(String(cell), widths[column] ?? 0, isNumeric(like[column])))
      .join("  ")
      .trimEnd();
  const [example = []] = rows;
  return [line(head, example), ...rows.map((row) => line(row, row))].join("\n");
}

const padded = (text: string, width: number, right: boolean) =>
  right ? text.padStart(width) : text.padEnd(width);

/** A number, or a text that begins like one and is a quantity: `4.320 kg`, `1.73 QAM`. */
const isNumeric = (cell: Cell | undefined): boolean =>
  typeof cell === "number" || /^-?\d+(\.\d+)?( [A-Za-z%]+)?$/.test(cell ?? "");

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
