import { writeSync } from "node:fs";
import { serialPorts } from "./serial.ts";

// A process that does nothing but read a serial line, and has one timer that is nobody's business.
// It says `t` for each turn of the timer and passes on what it reads, starting with `r` when ready.

const UNRELATED_MS = 2_500;
const STDOUT = 1;

const [path = ""] = process.argv.slice(2);
const line = await serialPorts.openSerial(path, { baudRate: 9600 });
setInterval(() => writeSync(STDOUT, "t"), UNRELATED_MS);
writeSync(STDOUT, "r");
for await (const chunk of line.chunks(new AbortController().signal)) writeSync(STDOUT, chunk);
