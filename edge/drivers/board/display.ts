import type { After } from "../driver.ts";
import type { Components } from "./components.ts";
import type { LcdConfig } from "./config.ts";

export type Display = { show(lines: readonly string[]): void; stop(): void };

/** Real time between two changes: a character costs 28 bytes of the line that the weights come over. */
const EVERY_MS = 200;

/** Writes what has changed and nothing else; what changes more often than that is shown as it is then. */
export function openDisplay(components: Components, config: LcdConfig, after: After): Display {
  const lcd = components.lcd(config);
  const fitted = (lines: readonly string[]) =>
    Array.from({ length: config.rows }, (_, row) =>
      (lines[row] ?? "").padEnd(config.columns).slice(0, config.columns),
    );
  let shown = fitted([]);
  let wanted = shown;
  let cancel: (() => void) | null = null;
  const write = () => {
    for (const [row, next] of wanted.entries()) {
      const change = changeBetween(shown[row] ?? "", next);
      if (change !== null) lcd.write(row, change.at, change.text);
    }
    shown = wanted;
    cancel = after(EVERY_MS, () => {
      cancel = null;
      if (isBehind()) write();
    });
  };
  const isBehind = () => wanted.some((line, row) => line !== shown[row]);
  return {
    show(lines) {
      wanted = fitted(lines);
      if (cancel === null && isBehind()) write();
    },
    stop: () => cancel?.(),
  };
}

/** From the first character that differs to the last; both are of one length. */
export function changeBetween(now: string, next: string): { at: number; text: string } | null {
  const differs = [...next].map((character, at) => character !== now[at]);
  const [first, last] = [differs.indexOf(true), differs.lastIndexOf(true)];
  return first < 0 ? null : { at: first, text: next.slice(first, last + 1) };
}
