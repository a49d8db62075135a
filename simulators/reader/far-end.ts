import type { VillageClock } from "../village/clock.ts";
import { id12laFrame, rdm6300Frame, type TagNumber } from "./rdm6300.ts";

/** The field of a reader, into which people hold their tags. */
export type ReaderField = {
  hold(tag: TagNumber): void;
  takeAway(): void;
};

/** How often the frame comes while the tag stays: some 50 to 60 ms were measured. */
const REPEAT_MS = 55;
const SHORTEST_REAL_MS = 5;

/**
 * Transmits only: whatever comes up the line is not heard.
 *
 * @param once an ID-12LA, whose frames end otherwise, and which sends one for each time a tag comes
 */
export function openReader(
  write: (bytes: Uint8Array) => void,
  clock: VillageClock,
  once = false,
): ReaderField {
  let cancel = () => {};
  const send = (frame: Uint8Array) => {
    write(frame);
    if (once) return;
    const periodMs = Math.max(REPEAT_MS, clock.rate() * SHORTEST_REAL_MS);
    cancel = clock.after(periodMs, () => send(frame));
  };
  const takeAway = () => cancel();
  return {
    hold(tag) {
      takeAway();
      send(once ? id12laFrame(tag) : rdm6300Frame(tag));
    },
    takeAway,
  };
}
