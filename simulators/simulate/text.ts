import type { YearTotals } from "../year/year.ts";

/** The totals for a reader: kilograms, credits and points with their decimals. */
export function textOfTotals(totals: YearTotals & { readonly seconds: number }): string {
  const { gramsByStream, milliPointsByReliefYear, eventsByKind, refusals } = totals;
  const lines: readonly (readonly [string, string])[] = [
    ["deposits", `${totals.deposits} at ${totals.stations} stations`],
    ["held", `${totals.held}, of which ${totals.stillHeld} wait for a decision`],
    ["late", `${totals.late} came more than a day after they were weighed`],
    ...table(gramsByStream).map(([stream, g]) => [stream, `${decimal(g, 3)} kg`] as const),
    [
      "credits",
      `${decimal(totals.creditsIssued, 2)} issued, ${decimal(totals.creditsSpent, 2)} spent`,
    ],
    ["owed", decimal(totals.creditsOwed, 2)],
    ...table(milliPointsByReliefYear).map(
      ([year, points]) => [`points ${year}`, decimal(points, 3)] as const,
    ),
    ...table(eventsByKind).map(([kind, count]) => [kind, String(count)] as const),
    ...table(refusals).map(([code, count]) => [`refused ${code}`, String(count)] as const),
    ["events", String(totals.events)],
    ["seconds", String(totals.seconds)],
  ];
  return lines.map(([name, value]) => `${name.padEnd(24)}${value}`).join("\n");
}

const table = (sums: Readonly<Record<string, number>>) => Object.entries(sums);

function decimal(amount: number, decimals: number): string {
  return (amount / 10 ** decimals).toFixed(decimals);
}
