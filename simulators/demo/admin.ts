import { assert } from "#contract/assert.ts";
import { askGateway } from "#gateway/admin/ask.ts";
import { socketOf } from "#gateway/admin/socket.ts";
import { CannotRun } from "./keep-running.ts";
import type { Admin } from "./set-up.ts";

/** Gives commands over the socket of a running gateway, as `npm run admin` does. */
export function openAdmin(data: string): Admin {
  return async (command) => {
    const path = socketOf(data);
    const outcome = path === null ? null : await askGateway(path, { actor: "demo", command });
    if (outcome === null) throw new CannotRun("The gateway ended while the village was set up.");
    if (!outcome.ok) throw new CannotRun(outcome.problem.message);
    assert(outcome.value.kind === "answer", "what sets up a village answers with a text");
    return outcome.value.text;
  };
}
