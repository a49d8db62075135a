import type { After } from "../driver.ts";
import { every } from "../every.ts";
import type { LcdConfig } from "./config.ts";
import { INITIALISATION, type Message, STEP_MS, textAt } from "./hd44780.ts";

export type Display = { show(lines: readonly string[]): void; stop(): void };

/** Real time between two changes: a letter costs 17 bytes of the line that the beats go over too. */
const EVERY_MS = 200;
/** Nobody hears of a display that lost half a byte, or its power: it is begun anew so often, which nobody sees. */
const RENEW_EVERY_MS = 10_000;

/** Writes what has changed and nothing else; what changes more often than that is shown as it is then. */
export function openDisplay(
  send: (message: Message) => void,
  config: LcdConfig,
  after: After,
): Display {
  const fitted = (lines: readonly string[]) =>
    Array.from({ length: config.rows }, (_, row) =>
      (lines[row] ?? "").padEnd(config.columns).slice(0, config.columns),
    );
  const unknown = Array.from({ length: config.rows }, () => "");
  let shown: readonly string[] = unknown;
  let wanted: readonly string[] = fitted([]);
  let isDue = true;
  let cancel: (() => void) | null = null;

  const goOn = () => {
    if (cancel !== null) return;
    if (isDue) renew();
    else if (wanted.some((line, row) => line !== shown[row])) write();
  };
  const pause = (delayMs: number, then: () => void) => {
    cancel = after(delayMs, () => {
      cancel = null;
      then();
    });
  };
  const write = () => {
    for (const [row, next] of wanted.entries()) {
      const change = changeBetween(shown[row] ?? "", next);
      if (change === null) continue;
      for (const message of textAt({ row, ...change }, config.columns)) send(message);
    }
    shown = wanted;
    pause(EVERY_MS, goOn);
  };
  const renew = (step = 0) => {
    isDue = false;
    shown = unknown;
    const lot = INITIALISATION[step];
    if (lot === undefined) return write();
    for (const message of lot) send(message);
    pause(STEP_MS, () => renew(step + 1));
  };
  const stopRenewing = every(after, RENEW_EVERY_MS, () => {
    isDue = true;
    goOn();
  });
  goOn();
  return {
    show(lines) {
      wanted = fitted(lines);
      goOn();
    },
    stop() {
      stopRenewing();
      cancel?.();
    },
  };
}

/** From the first character of `next` that differs to the last. */
export function changeBetween(
  now: string,
  next: string,
): { readonly column: number; readonly text: string } | null {
  const differs = [...next].map((character, at) => character !== now[at]);
  const [first, last] = [differs.indexOf(true), differs.lastIndexOf(true)];
  return first < 0 ? null : { column: first, text: next.slice(first, last + 1) };
}
