import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { attend } from "#edge/drivers/attend.ts";
import { cardIdOf } from "#edge/drivers/card/card-id.ts";
import type { Tap } from "#edge/drivers/card/tap.ts";
import type { Programs } from "#edge/drivers/programs.ts";
import { systemPrograms } from "#edge/drivers/programs.ts";
import { readerOf, readerSection } from "#edge/drivers/registry.ts";
import { serialPorts } from "#edge/drivers/serial.ts";
import { systemTimers } from "#edge/timers.ts";
import { openPty, type Pty } from "../pty/pty.ts";

const CARD_KEY = Buffer.alloc(32);
const LOOK_MS = 20;

export const cardOf = (uidHex: string) => cardIdOf(CARD_KEY, Buffer.from(uidHex, "hex"));

/** A reader's driver as a station has it, that goes on listening to whatever comes and goes. */
export function listenTo(section: object, programs: Programs = systemPrograms) {
  const { after } = systemTimers;
  const uptimeMs = () => performance.now();
  const tools = { ports: serialPorts, programs, after, uptimeMs, cardKey: CARD_KEY };
  const source = readerOf(readerSection.parse(section), tools);
  const taps: Tap[] = [];
  const states: string[] = [];
  const abort = new AbortController();
  const attending = attend(source, {
    signal: abort.signal,
    after,
    onEvent: (tap) => taps.push(tap),
    onState: (state) => states.push(state),
  });
  return {
    taps,
    states,
    counts: source.counts,
    async close() {
      abort.abort();
      await attending;
    },
  };
}

/** A socket into which a reader is plugged, and from which it is pulled: its name stays. */
export function openSocket() {
  const folder = mkdtempSync("/dev/shm/qamama-reader-");
  const path = `${folder}/reader`;
  let plugged: Pty | null = null;
  const unplug = async () => {
    rmSync(path, { force: true });
    await plugged?.close();
    plugged = null;
  };
  return {
    path,
    async plug(): Promise<Pty> {
      plugged = await openPty();
      symlinkSync(plugged.path, path);
      return plugged;
    },
    unplug,
    async close() {
      await unplug();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(LOOK_MS);
}
