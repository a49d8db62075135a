import { setFlagsFromString } from "node:v8";

// A station does little at a time, beside other programs on a small computer. V8's optimising
// compilers never earn back there what they cost: without them it takes 10 MB less, and no more
// processor time. A nursery that does not grow spares it another 12 MB.
// Set before anything else is loaded, which is why the rest is imported late.
const flags = ["--no-turbofan", "--no-maglev", "--semi-space-growth-factor=1"];
for (const flag of flags) setFlagsFromString(flag);
const { runCommand } = await import("./commands.ts");
await runCommand(process.argv.slice(2));
