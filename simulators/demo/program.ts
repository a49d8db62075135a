import { startChild } from "./child.ts";
import type { Demo } from "./demo.ts";
import { type Kept, keepRunning } from "./keep-running.ts";
import type { StationEvent } from "./messages.ts";
import { inRepository } from "./programs.ts";
import { WORDS } from "./text.ts";
import type { Village } from "./village.ts";

export type Program = {
  readonly name: string;
  /** Its entry point in the repository. */
  readonly entry: string;
  readonly configFile: string;
  onEvent(event: StationEvent): void;
};

/**
 * Runs a program on village time, and again whenever it dies.
 *
 * @throws CannotRun
 */
export async function keepProgram(
  { name, entry, configFile, onEvent }: Program,
  { options, folder, stop, say }: Demo,
  { master }: Village,
): Promise<Kept> {
  const plan = {
    name,
    file: inRepository(entry),
    config: { configFile },
    logFile: folder.log(name),
    onEvent,
  };
  const kept = await keepRunning({
    stop,
    start: () => startChild(plan, master.line()),
    onDeath: (how, retryMs) =>
      say(WORDS[options.language].ended(name, how, (retryMs / 1000).toFixed(1))),
  });
  master.addFollower(kept.follow);
  await master.turn({ rate: master.line().rate }); // what it missed while it started
  return kept;
}
