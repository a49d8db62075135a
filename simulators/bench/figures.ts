/** The last line of a benchmark or a torture: figures, the goal, and whether it was met. */
export type Report = { readonly goal: object; readonly met: boolean } & Readonly<Record<string, unknown>>;

/** Exit status 0 only when met. With `json` the line stands alone on standard output. */
export function printReport(report: Report, json: boolean): void {
  if (!json) for (const [name, value] of Object.entries(report)) console.log(name, value);
  console.log(JSON.stringify(report));
  process.exitCode = report.met ? 0 : 1;
}
