// Stands in for Debian's evtest: what it is sent is typed, line by line; `unplug` ends it as a reader
// pulled out does. `evtest --grab PATH`
import { createInterface } from "node:readline";
import { evtestGreeting, evtestTyping } from "./evtest-text.ts";

const UNPLUGGED = "\nevtest: error reading: No such device\n";

const [grab, path] = process.argv.slice(2);
if (grab !== "--grab" || path === undefined) process.exit(1);
process.stdout.write(evtestGreeting);
for await (const line of createInterface(process.stdin)) {
  if (line === "unplug") {
    process.stderr.write(UNPLUGGED);
    process.exit(1);
  }
  process.stdout.write(evtestTyping(line));
}
