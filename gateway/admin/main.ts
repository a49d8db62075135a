import { once } from "node:events";
import { userInfo } from "node:os";
import { runAdmin } from "./cli.ts";

// Who reads a report through `head` has seen enough: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

const terminal = {
  async out(text: string) {
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  },
  err: (text: string) => process.stderr.write(text),
};

/** A container may run as a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.()}`;
  }
}

process.exitCode = await runAdmin(process.argv.slice(2), { terminal, user: userName() });
