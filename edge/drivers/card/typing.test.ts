import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evtestGreeting, evtestTyping } from "#simulators/reader/evtest-text.ts";
import { noTyping, readTyping } from "./typing.ts";

function read(...chunks: readonly (string | [number, string])[]) {
  let state = noTyping;
  let [uptimeMs, ignored] = [0, 0];
  const words: string[] = [];
  for (const chunk of chunks) {
    const [wait, text] = typeof chunk === "string" ? [0, chunk] : chunk;
    uptimeMs += wait;
    const piece = { chunk: Buffer.from(text, "latin1"), uptimeMs, halfWordMs: 1000 };
    const step = readTyping(state, piece);
    state = step.state;
    ignored += step.ignored;
    words.push(...step.words);
  }
  return { words, ignored };
}

const key = (name: string, value = 1) =>
  `Event: time 1.000001, type 1 (EV_KEY), code 9 (KEY_${name}), value ${value}\n`;
const half = evtestTyping("0123456789").split("\n").slice(0, 24).join("\n");

describe("readTyping", () => {
  it.each([
    ["a number", [evtestGreeting, evtestTyping("3808980205")], ["3808980205"], 0],
    ["letters with Shift", [evtestTyping("DEADBEEF")], ["DEADBEEF"], 0],
    ["two numbers", [evtestTyping("1234") + evtestTyping("5678")], ["1234", "5678"], 0],
    ["the keypad of digits", [key("KP1") + key("KP0") + key("KPENTER")], ["10"], 0],
    ["a key held down", [key("1") + key("1", 2) + key("1", 0) + key("ENTER")], ["1"], 0],
    ["Enter alone", [key("ENTER")], [], 0],
    ["a sign above a digit", [key("LEFTSHIFT") + key("1") + key("ENTER")], ["?"], 0],
    ["another key", [key("1") + key("MINUS") + key("2") + key("ENTER")], ["1?2"], 0],
    ["half a number, then silence", [half, [1000, evtestTyping("42")]], ["42"], 1],
    ["a number that never ends", [key("1").repeat(50) + key("ENTER")], ["1".repeat(23)], 0],
    ["noise", ["\xff\x00\n", evtestTyping("42")], ["42"], 0],
  ] as [string, (string | [number, string])[], string[], number][])(
    "%s",
    (_, chunks, words, ignored) => {
      expect(read(...chunks)).toEqual({ words, ignored });
    },
  );

  it("reads back every number, whatever the pieces", () => {
    const number = fc.string({
      unit: fc.constantFrom(..."0123456789ABCDEF"),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(number, fc.nat(4000), (word, cut) => {
        const text = evtestTyping(word);
        expect(read(text.slice(0, cut), text.slice(cut)).words).toEqual([word]);
      }),
    );
  });
});
