import { fileTroubleOf } from "#gateway/keyring/file-trouble.ts";
import { parseSimulateArgs, USAGE } from "./args.ts";
import { simulateYear } from "./simulate.ts";
import { textOfTotals } from "./text.ts";

const args = parseSimulateArgs(process.argv.slice(2));
if (!args.ok) {
  console.error(`${args.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  try {
    const done = await simulateYear(args.value, (sentence) => console.error(sentence));
    if (done.ok)
      console.log(args.value.json ? JSON.stringify(done.value) : textOfTotals(done.value));
    else {
      console.error(done.problem);
      process.exitCode = 1;
    }
  } catch (error) {
    console.error(fileTroubleOf(error) ?? error);
    process.exitCode = 1;
  }
}
