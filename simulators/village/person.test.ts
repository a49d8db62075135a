import { describe, expect, it } from "vitest";
import { streamKey } from "../keypad/keypad.ts";
import { type Hands, makeVisit } from "./person.ts";
import type { Visit } from "./visit.ts";

const visit: Visit = {
  atMs: 0,
  station: 0,
  tag: "0100000001",
  bags: [{ waste: "organic", grams: 5000 }],
  special: null,
};

/** @param unseen how often the display is looked at for "done" in vain */
function recordingHands(unseen = 0) {
  const acts: string[] = [];
  const act = (text: string) => void acts.push(text);
  let inVain = unseen;
  const hands: Hands = {
    wait: async () => {},
    sees: async (shown) => !shown.includes("done") || inVain-- <= 0,
    holdCard: (tag) => act(`hold ${tag}`),
    takeCard: () => act("take card"),
    press: (key) => act(`press ${key}`),
    put: (grams, { wobbling }) => act(`put ${grams}${wobbling ? " wobbling" : ""}`),
    letGo: () => act("let go"),
    clear: () => act("clear"),
    keyOf: (waste) => streamKey(waste === "organic" ? 1 : 3),
  };
  return { hands, acts };
}

const TAP = ["hold 0100000001", "take card"];
const LEAVE = ["take card", "clear", "press cancel"];
const ORGANIC = ["press 1", "put 5000", "press confirm", "clear"];

describe("a visit", () => {
  it("is a tap, and for each bag its stream, its weight and a confirmation", async () => {
    const { hands, acts } = recordingHands();
    const bags = [...visit.bags, { waste: "plastic", grams: 1200 } as const];
    expect(await makeVisit({ ...visit, bags }, hands)).toBe(2);
    const plastic = ["press 3", "put 1200", "press confirm", "clear"];
    expect(acts).toEqual([...TAP, ...ORGANIC, ...plastic, ...LEAVE]);
  });

  it("confirms again what was not taken", async () => {
    const { hands, acts } = recordingHands(2);
    expect(await makeVisit(visit, hands)).toBe(1);
    expect(acts.filter((act) => act === "press confirm")).toHaveLength(3);
  });

  it("goes on with the next bag when one is not taken at all", async () => {
    const { hands, acts } = recordingHands(3);
    const bags = [...visit.bags, { waste: "plastic", grams: 1200 } as const];
    expect(await makeVisit({ ...visit, bags }, hands)).toBe(1);
    expect(acts.filter((act) => act.startsWith("put"))).toEqual(["put 5000", "put 1200"]);
  });

  it("may hold on to its first bag, and confirm in vain meanwhile", async () => {
    const { hands, acts } = recordingHands();
    await makeVisit({ ...visit, special: "wobbling-bag" }, hands);
    const wobbling = ["press 1", "put 5000 wobbling", "press confirm", "let go", "press confirm"];
    expect(acts).toEqual([...TAP, ...wobbling, "clear", ...LEAVE]);
  });

  it("may show its card twice", async () => {
    const { hands, acts } = recordingHands();
    await makeVisit({ ...visit, special: "card-read-twice" }, hands);
    expect(acts).toEqual([...TAP, ...TAP, ...ORGANIC, ...LEAVE]);
  });

  it("may be given up half way, without a word", async () => {
    const { hands, acts } = recordingHands();
    expect(await makeVisit({ ...visit, special: "given-up" }, hands)).toBe(0);
    expect(acts).toEqual([...TAP, "press 1", "put 5000", "take card", "clear"]);
  });

  it("leaves nothing behind when it is called off", async () => {
    const { hands, acts } = recordingHands();
    const calledOff = { ...hands, wait: () => Promise.reject(new Error("called off")) };
    await expect(makeVisit(visit, calledOff)).rejects.toThrow("called off");
    expect(acts).toEqual(["hold 0100000001", ...LEAVE]);
  });
});
