import { parseArgs } from "node:util";
import { printReport, type Report } from "../report.ts";

const USAGE = `Usage: npm run bench -- NAME [--json]

  ingest    deposits a second from publish to receipt, beside the limits of disk, broker and signatures
  station   memory and start of a station's process, beside those of a Node that imports nothing
  relief    a year's statements of 720 households, one household's, and a replay of their deposits
  kiosk     from a frame of the scale to its weight on the station's screen, in a real browser
  weigh     how fast a weight is believed that is never wrong, beside two plain rules`;

type Benchmark = (log: (line: string) => void) => Promise<Report>;
const benchmarks: Readonly<Record<string, Benchmark>> = {
  ingest: async (log) => (await import("./ingest.ts")).benchIngest(log),
  station: async (log) => (await import("./station.ts")).benchStation(log),
  relief: async (log) => (await import("./relief.ts")).benchRelief(log),
  kiosk: async (log) => (await import("./kiosk.ts")).benchKiosk(log),
  weigh: async (log) => (await import("./weigh.ts")).benchWeigh(log),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const benchmark = benchmarks[positionals.join()];
if (benchmark === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else printReport(await benchmark((line) => console.error(line)), values.json);
