import { fileTroubleOf } from "#gateway/keyring/file-trouble.ts";
import { parseDemoArgs, USAGE } from "./args.ts";
import { ForeignFolder } from "./folder.ts";
import { CannotRun } from "./keep-running.ts";
import { runDemo } from "./run-demo.ts";

/** Real ms: a terminal's Ctrl-C comes once from the terminal, and once more from npm. */
const ONE_PRESS_MS = 500;

/** The first asks to stop; whoever asks again does not wait. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  let askedMs = 0;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (!stopping.signal.aborted) askedMs = performance.now();
      else if (performance.now() - askedMs > ONE_PRESS_MS) process.exit(130); // all ends with us
      stopping.abort();
    });
  }
  return stopping.signal;
}

const args = parseDemoArgs(process.argv.slice(2));
if (!args.ok) {
  console.error(`${args.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (args.value === null) {
  console.log(USAGE);
} else {
  try {
    process.exitCode = await runDemo(args.value, stopSignal(), (text) => console.log(text));
  } catch (error) {
    const mendable = error instanceof ForeignFolder || error instanceof CannotRun;
    console.error(mendable ? error.message : (fileTroubleOf(error) ?? error));
    process.exit(1); // when one station cannot start, the others may be starting yet: they end with us
  }
}
