import { setFlagsFromString } from "node:v8";

// A station makes little garbage at a time: a nursery that does not grow spares it 12 MB of memory.
// Set before anything else is loaded, which is why the rest is imported late.
setFlagsFromString("--semi-space-growth-factor=1");
const { runCommand } = await import("./commands.ts");
await runCommand(process.argv.slice(2));
