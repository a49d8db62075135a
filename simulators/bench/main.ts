import { parseArgs } from "node:util";
import { printReport } from "../report.ts";

const USAGE = `Usage: npm run bench -- NAME [--json]

  ingest    deposits a second from publish to receipt, beside the limits of disk, broker and signatures
  station   memory and start of a station's process, beside those of a Node that imports nothing`;

const benchmarks = {
  ingest: async (log: (line: string) => void) => (await import("./ingest.ts")).benchIngest(log),
} as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const [name = ""] = positionals;
if (name === "ingest") {
  printReport(await benchmarks[name]((line) => console.error(line)), values.json);
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
