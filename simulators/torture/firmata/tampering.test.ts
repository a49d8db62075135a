import { describe, expect, it } from "vitest";
import { openRandom } from "../../village/random.ts";
import { type Message, type Noise, openTampering, SILENCE } from "./tampering.ts";

const FORGERY = [0xf0, 0x79, 0xf7];

function open(noise: Noise, burst = 1) {
  const random = openRandom(1, "tampering");
  return openTampering({ random, noise: () => noise, forgeries: [FORGERY], burst });
}
/** Each another. */
const messageOf = (number: number): Message => [0xf0, 0x71, number % 128, number >> 7, 0xf7];
const sent = Array.from({ length: 500 }, (_, number) => messageOf(number));

describe("a tampered line", () => {
  it("hands on everything as it came while it is quiet", () => {
    const line = open(SILENCE);
    expect(sent.flatMap((message) => line.pass(message))).toEqual(sent);
    expect(line.mutated()).toBe(0);
  });

  it("counts each message that does not come through as it was, and no other", () => {
    const line = open({ spoilt: 0.3, forged: 0 });
    for (const message of sent) {
      const before = line.mutated();
      const passed = line.pass(message);
      const came = passed.filter((it) => it.join() === message.join()).length;
      if (line.mutated() === before) expect(passed[0]).toEqual(message);
      else expect(came === 1 && passed.length === 1).toBe(false);
    }
    expect(line.mutated()).toBeGreaterThan(100);
    expect(line.mutated()).toBeLessThan(200);
  });

  it("forges so many at once at most, none as it would be sent", () => {
    const line = open({ spoilt: 0, forged: 1 }, 5);
    const forged = sent.map((message) => line.pass(message).slice(1));
    expect(forged.flat().length).toBe(line.mutated());
    expect(new Set(forged.map(({ length }) => length))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(forged.flat()).not.toContainEqual(FORGERY);
  });

  it("keeps a late message for the next one", () => {
    const line = open({ spoilt: 1, forged: 0 });
    const late = sent.some((message, at) => {
      const [before] = sent.slice(at - 1);
      const passed = line.pass(message);
      return at > 0 && before !== undefined && passed.at(-1) === before;
    });
    expect(late).toBe(true);
  });
});
