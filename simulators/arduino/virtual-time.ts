import { mock } from "node:test";
import { setImmediate as soon } from "node:timers";
import { type Lockstep, lockstep } from "./lockstep.ts";
import type { Uno } from "./uno.ts";

/**
 * From here on this thread's timers and dates go on only with these boards, from 0 ms. johnny-five's busy
 * waiting still goes by the real hrtime.
 */
export function openVirtualTime(unos: readonly Uno[]): Lockstep {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 0 });
  return lockstep(unos, (ms) => {
    mock.timers.tick(ms);
    return new Promise<void>((resolve) => soon(resolve)); // all that was promised is done before
  });
}
