import { openPty } from "../pty/pty.ts";
import { openReader } from "../reader/far-end.ts";
import { openBin } from "../scale/bin.ts";
import { openPlatform } from "../scale/platform.ts";
import type { VillageClock } from "../village/clock.ts";
import type { Hands, Shown } from "../village/person.ts";
import type { Random } from "../village/random.ts";
import { openFittings } from "./fittings.ts";
import { type Kit, PLAIN_KIT } from "./kits.ts";

/** What stands at a collection point, seen from outside the station's box: devices, and who uses them. */
export type Site = {
  readonly kit: Kit;
  /** Where the station finds its devices. */
  readonly paths: { readonly scale: string; readonly reader: string; readonly keypad: string };
  /** What the station's display shows now. */
  show(shown: string): void;
  /** @param calledOff ends all waiting of the person */
  handsFor(keyOf: Hands["keyOf"], calledOff: AbortSignal): Hands;
  /** Resolves when no key is pressed any more: a press may last longer than whoever made it waits for. */
  released(): Promise<void>;
  close(): Promise<void>;
};

/** The demo is ending: whoever is at a station leaves. */
export class CalledOff extends Error {
  override readonly name = "CalledOff";
}

export type SiteOptions = {
  readonly kit?: Kit;
  /** Told what the front of a board looks like when that has changed. */
  readonly onFront?: (looks: string) => void;
};

/** @param random moves the scale's platform and its noise */
export async function openSite(
  clock: VillageClock,
  random: Random,
  { kit = PLAIN_KIT, onFront = () => {} }: SiteOptions = {},
): Promise<Site> {
  const platform =
    kit.mode === "bin" ? openBin(clock.now, random, clock.after) : openPlatform(clock.now, random);
  const [fittings, reader] = await Promise.all([
    openFittings(kit, { platform, clock, onFront }),
    openPty(),
  ]);
  const field = openReader(reader.write, clock, kit.reader === "id-12la");
  const display = openDisplay(clock);
  return {
    kit,
    paths: { ...fittings.paths, reader: reader.path },
    show: display.show,
    handsFor: (keyOf, calledOff) => ({
      wait: (ms) => waitFor(ms, clock, calledOff),
      holdCard: field.hold,
      takeCard: field.takeAway,
      press: fittings.press,
      put: platform.put,
      letGo: platform.letGo,
      clear: platform.clear,
      sees: (shown, patienceMs) => display.sees(shown, patienceMs, calledOff),
      keyOf,
    }),
    released: fittings.released,
    async close() {
      field.takeAway();
      await Promise.all([fittings.close(), reader.close()]);
    },
  };
}

/** What a person sees of a station's display, which tells whenever it changes. */
function openDisplay(clock: VillageClock) {
  let showing = "";
  const looking = new Set<() => void>();
  return {
    show(shown: string): void {
      showing = shown;
      for (const look of looking) look();
    },
    async sees(shown: readonly Shown[], patienceMs: number, calledOff: AbortSignal) {
      const patience = new AbortController();
      const look = () => {
        if (shown.some((one) => one === showing)) patience.abort();
      };
      looking.add(look);
      look();
      const end = AbortSignal.any([patience.signal, calledOff]);
      const lost = await waitFor(patienceMs, clock, end).then(
        () => true,
        () => false,
      );
      looking.delete(look);
      if (calledOff.aborted) throw new CalledOff();
      return !lost;
    },
  };
}

/** @throws CalledOff */
export function waitFor(ms: number, clock: VillageClock, calledOff: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const callOff = () => reject(new CalledOff());
  const cancel = clock.after(ms, resolve);
  if (calledOff.aborted) callOff();
  calledOff.addEventListener("abort", callOff, { once: true });
  return promise.finally(() => {
    cancel();
    calledOff.removeEventListener("abort", callOff);
  });
}
