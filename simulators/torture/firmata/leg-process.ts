import { type LegOptions, tortureLeg } from "./leg.ts";

const options: LegOptions = JSON.parse(process.argv[2] ?? "{}");
process.stdout.write(`${JSON.stringify(await tortureLeg(options))}\n`, () => process.exit());
