import { type RealTime, realTime, type VillageClock } from "../village/clock.ts";
import type { MachineStep, ScaleMachine } from "./machine.ts";
import type { Platform } from "./platform.ts";

/** One direction of a serial line and the other. */
export type FarLine = {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): () => void;
};

type Setting<State> = {
  readonly machine: ScaleMachine<State>;
  readonly platform: Pick<Platform, "feel">;
  readonly clock: Pick<VillageClock, "rate">;
  readonly real?: RealTime;
};

const SAMPLE_MS = 100;
/** Real ms: a computer that sends values more often does nothing else. */
const SHORTEST_REAL_MS = 5;
/** Real ms where time runs so fast that nobody can be weighing. */
const IDLE_REAL_MS = 20;
const LONGEST_COMMAND = 64;

/** Ten samples of the platform in a village second go down the line, as the scale is asked to. */
export function openScale<State>(
  line: FarLine,
  { machine, platform, clock, real = realTime }: Setting<State>,
): { close(): void } {
  let state = machine.initial;
  let text = "";
  const take = (step: MachineStep<State>) => {
    state = step.state;
    if (step.replies.length > 0) line.write(Buffer.from(step.replies.join(""), "latin1"));
  };
  const unlisten = line.onData((bytes) => {
    const [commands, rest] = splitCommands(text + Buffer.from(bytes).toString("latin1"));
    text = rest;
    for (const command of commands) take(machine.onCommand(state, command));
  });
  // By a real timer: one in village time, set while that ran fast, would be late when it runs slowly.
  const sample = () => {
    take(machine.onSample(state, platform.feel()));
    cancel = real.after(samplePeriodMs(clock.rate()), sample);
  };
  let cancel = real.after(0, sample);
  return {
    close() {
      cancel();
      unlisten();
    },
  };
}

/** Real ms from one sample to the next. @param rate village ms for each real one */
export function samplePeriodMs(rate: number): number {
  const periodMs = SAMPLE_MS / rate;
  return periodMs < SHORTEST_REAL_MS ? IDLE_REAL_MS : periodMs;
}

/** Whole commands, and what is left of one; what grows too long is no command and is let go. */
export function splitCommands(text: string): readonly [commands: readonly string[], rest: string] {
  const parts = text.split("\r\n");
  const rest = parts.pop() ?? "";
  return [parts, rest.slice(-LONGEST_COMMAND)];
}
