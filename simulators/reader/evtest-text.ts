import { assert } from "#contract/assert.ts";

/** Linux's codes of the keys that a number has (linux/input-event-codes.h). */
const CODES: Readonly<Record<string, number>> = {
  ...{ 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7, 7: 8, 8: 9, 9: 10, 0: 11 },
  ...{ A: 30, B: 48, C: 46, D: 32, E: 18, F: 33 },
};
const [ENTER, LEFT_SHIFT] = [28, 42];

/** What evtest 1.35 says before the first key. */
export const evtestGreeting = `Input driver version is 1.0.1
Input device ID: bus 0x3 vendor 0xffff product 0x35 version 0x110
Input device name: "Sycreader USB Reader"
Supported events:
  Event type 0 (EV_SYN)
  Event type 1 (EV_KEY)
    Event code 2 (KEY_1)
Testing ... (interrupt to exit)
`;

/** What it says while a reader types a number; letters with Shift, as readers send them. */
export function evtestTyping(number: string): string {
  const keys = [...number].map((character) => {
    const code = CODES[character];
    assert(code !== undefined, `no reader types ${character}`);
    const key = struck(code, character);
    return /[A-F]/.test(character)
      ? event(LEFT_SHIFT, "LEFTSHIFT", 1) + key + event(LEFT_SHIFT, "LEFTSHIFT", 0)
      : key;
  });
  return `${keys.join("")}${struck(ENTER, "ENTER")}`;
}

const TIME = "Event: time 1700000000.123456";
const SYNC = `${TIME}, -------------- SYN_REPORT ------------\n`;

function event(code: number, name: string, value: 0 | 1): string {
  const scan = `${TIME}, type 4 (EV_MSC), code 4 (MSC_SCAN), value 70027\n`;
  return `${scan}${TIME}, type 1 (EV_KEY), code ${code} (KEY_${name}), value ${value}\n${SYNC}`;
}

const struck = (code: number, name: string) => event(code, name, 1) + event(code, name, 0);
