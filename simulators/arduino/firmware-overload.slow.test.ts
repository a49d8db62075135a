import { describe, expect, it } from "vitest";
import { requireTool } from "../../tools/require-tool.ts";
import { ID, openFirmware } from "./firmware.fixture.ts";
import { firmwareWith } from "./firmware-variant.fixture.ts";
import { attachHx711 } from "./hx711.ts";

const isThere = requireTool("avr-gcc", "what our firmware does when it is overloaded");

/** Now and then it fills the line with messages of its own, and others find no room. */
const TALKATIVE = `
  while (clock_ms() % 128 < 60 && usart_room() > 12) {
    usart_put(0xF0); usart_put(0x0F); usart_put(0xF7); usart_commit();
  }`;
/** Now and then some 2 ms, in which a dozen bytes come in and most are lost. */
const DEAF = `
  if (clock_ms() % 16 == 0) { cli(); for (volatile uint16_t i = 0; i < 2500; i++) {} sei(); }`;

describe.runIf(isThere)("our firmware", () => {
  it("drops weights whole, and their numbers with them, where the line is full", () => {
    let converted = 0;
    const bench = openFirmware(
      (uno) => void attachHx711(uno, { dout: 11, sck: 12, counts: () => ++converted }),
      firmwareWith(TALKATIVE),
    );
    bench.runMs(100);
    bench.tell(ID.HX711, 11, 12, 1);
    bench.runMs(4000);
    const all = bench.weights();
    const [first] = all;
    const last = all.at(-1);
    expect(all.length).toBeGreaterThan(70);
    expect((last?.seq ?? 0) - all.length).toBeGreaterThan(10);
    const ahead = (first?.counts ?? 0) - (first?.seq ?? 0);
    for (const { seq, counts } of all) expect(counts - seq).toBe(ahead);
    expect(bench.scraps).toEqual([]);
  });

  it("makes no message of what is left of two when it could not listen", () => {
    const { uno, runMs, send } = openFirmware(() => {}, firmwareWith(DEAF));
    runMs(40);
    send(0xf4, 13, 1, 0xf4, 8, 1);
    const rises = { 8: 0, 13: 0 };
    for (const pin of [8, 13] as const) {
      uno.pins.watch(pin, (isHigh) => {
        rises[pin] += isHigh ? 1 : 0;
      });
    }
    for (let i = 0; i < 2000; i++) {
      send(0xf5, 13, 0, 0xf5, 8, i % 2, ...(i % 7 === 0 ? [0xd0, 0] : []));
    }
    runMs(2500);
    expect(rises[8]).toBeGreaterThan(10);
    expect(rises[13]).toBe(0);
  });
});
