import { describe, expect, it } from "vitest";
import { A, ATTENDANT, tell, type Word } from "./script.ts";

const aluminium = { streams: [{ stream: "aluminium", attendedOnly: true }] };
const attended = ["zero", "attendant"] as const;
const typed = (digits: string): Word[] => [...digits].map((digit): Word => `key ${Number(digit)}`);

describe("the attended mode", () => {
  it("is opened by an attendant's card, and closed by it", () => {
    const open = tell(attended);
    expect(open).toMatchObject({ phase: "idle", notice: "attended" });
    expect(open.state.attendant).toBe(ATTENDANT);
    const closed = tell(["attendant"], { from: open });
    expect(closed).toMatchObject({ notice: "unattended", state: { attendant: null } });
  });

  it("ends by itself when nobody has come for a long time, not during a visit", () => {
    expect(tell([...attended, "+899000"]).state.attendant).toBe(ATTENDANT);
    expect(tell([...attended, "+900000"]).state.attendant).toBeNull();
    const visit = tell([...attended, "A", "key 1", "+29000"]);
    expect(visit.state.attendant).toBe(ATTENDANT);
  });

  it("does not begin in the middle of a visit, and its card hands nothing in", () => {
    expect(tell(["zero", "A", "attendant"])).toMatchObject({
      phase: "card",
      notice: "other-card",
      state: { attendant: null },
    });
    expect(tell([...attended, "key 1", 4680, "confirm", 4680]).drops).toEqual([]);
  });

  it("takes what only an attendant may take, and says who that was", () => {
    const words: Word[] = ["zero", "A", "key 1", 4680, "confirm", 4680];
    expect(tell(words, { rules: aluminium }).drops).toEqual([]);
    const told = tell(["attendant", ...words], { rules: aluminium });
    expect(told.drops).toMatchObject([{ card: A, stream: "aluminium", attendant: ATTENDANT }]);
  });

  it("has the attendant say what is in the bag", () => {
    const graded = tell([...attended, "A", "key 3", 4680, "key 2", "confirm", 4680]);
    expect(graded.drops).toMatchObject([{ grade: "B" }]);
    expect(tell([...attended, "A", "key 3", 4680, "confirm", 4680]).drops).toMatchObject([
      { grade: null },
    ]);
  });

  it("has the grade confirmed that is shown", () => {
    const changed = tell([...attended, "A", "key 3", 4680, "confirm", "key 3", 4680, 4680]);
    expect(changed).toMatchObject({ phase: "confirm", drops: [] });
    expect(tell(["confirm", 4680], { from: changed }).drops).toMatchObject([{ grade: "C" }]);
  });

  it("hands nothing in by itself, even at a station that does", () => {
    const rules = { confirm: "automatic" } as const;
    expect(tell(["zero", "A", "key 3", 4680], { rules }).drops).toHaveLength(1);
    expect(tell([...attended, "A", "key 3", 4680], { rules })).toMatchObject({
      phase: "confirm",
      drops: [],
    });
  });

  it("knows no grade and no slip when nobody attends", () => {
    expect(tell(["zero", "A", "key 3", 4680, "key 2", "confirm", 4680]).drops).toMatchObject([
      { grade: null, attendant: null },
    ]);
    expect(tell(["zero", "key 0"]).phase).toBe("idle");
    expect(tell(["zero", "A", "key 0"])).toMatchObject({ notice: "no-such-key" });
  });
});

describe("a paper slip", () => {
  const slip: Word[] = [...attended, "key 0", "key 2", ...typed("4320"), "confirm"];

  it("without a card is recorded by its number", () => {
    const told = tell([...slip, ...typed("0417"), "confirm"]);
    expect(told.phase).toBe("done");
    expect(told.drops).toMatchObject([
      { card: null, stream: "paper", attendant: ATTENDANT, weight: { gross: 4320, slip: "0417" } },
    ]);
    expect(tell(["+4000"], { from: told }).phase).toBe("idle");
  });

  it("without a card is nothing without its number", () => {
    expect(tell([...slip, "confirm"])).toMatchObject({ notice: "no-slip-number", drops: [] });
  });

  it("with a card may lack the number", () => {
    const words: Word[] = [
      ...attended,
      "A",
      "key 2",
      "key 0",
      ...typed("900"),
      "confirm",
      "confirm",
    ];
    const told = tell(words);
    expect(told.drops).toMatchObject([{ card: A, stream: "paper", weight: { slip: null } }]);
    expect(tell(["+4000"], { from: told }).phase).toBe("choose");
  });

  it.each<[string, Word[]]>([
    ["no grams", ["confirm"]],
    ["zero grams", [...typed("0"), "confirm"]],
    ["more than any scale can weigh", [...typed("2000001"), "confirm"]],
  ])("is asked again for %s", (_, words) => {
    const told = tell([...attended, "key 0", "key 2", ...words]);
    expect(told).toMatchObject({ phase: "slip", notice: "no-such-weight" });
  });

  it("is forgotten when it is cancelled or left lying", () => {
    expect(tell([...slip, "cancel"]).phase).toBe("idle");
    expect(tell([...slip, "+30000"]).state.phase).toEqual({ kind: "ended", reason: "timeout" });
  });

  it("is not disturbed by a card that is held to the reader", () => {
    expect(tell([...slip, "A"])).toMatchObject({ phase: "slip", notice: "other-card" });
  });

  it("is not for a bag that the scale can weigh", () => {
    expect(tell([...attended, "A", "key 2", "moving", "key 0"]).phase).toBe("weigh");
    expect(tell([...attended, "A", "key 2", 4680, "key 0"]).phase).toBe("confirm");
  });

  it("takes the load off a scale that could not weigh it", () => {
    const broken: Word[] = [...attended, "A", "key 2", "moving", "no-signal", "key 0"];
    const told = tell([...broken, ...typed("4320"), "confirm", "confirm"]);
    expect(told.drops).toHaveLength(1);
    const later: Word[] = ["+4000", 4320, "key 2", 4320, "confirm", 4320];
    expect(tell(later, { from: told }).drops).toHaveLength(1);
  });

  it("takes it off a bin's scale too", () => {
    const rules = { mode: "bin" } as const;
    const broken: Word[] = [...attended, "A", "zero", "key 2", "moving", "no-signal", "key 0"];
    const told = tell([...broken, ...typed("4320"), "confirm", "confirm"], { rules });
    expect(told).toMatchObject({ phase: "done", load: { kind: "paid" } });
    const later = tell(["+4000", 4320], { from: told, rules });
    expect(later.rebases).toMatchObject([{ reason: "no-card", weight: { gross: 4320 } }]);
  });

  it("that could not be written changes nothing of what was paid, and of whose a load is", () => {
    const paid = tell(["attendant", "zero", "A", "key 1", 4680, "confirm", 4680]);
    const words: Word[] = ["cancel", "A", "key 0", "key 1", "key 5", "confirm", "confirm"];
    expect(tell(words, { from: paid, diskFull: true }).load).toEqual({ kind: "paid" });
    const left = tell(["attendant", "zero", "A", "key 1", "overload", "cancel"]);
    const others: Word[] = ["B", "key 0", "key 1", "key 5", "confirm", "confirm"];
    expect(tell(others, { from: left, diskFull: true }).load).toEqual({ kind: "claimed", card: A });
  });

  it("that could not be written is not said to be", () => {
    const full = tell([...slip, ...typed("0417"), "confirm"], { diskFull: true });
    expect(full).toMatchObject({ phase: "failed", drops: [] });
    expect(tell(["confirm"], { from: full }).phase).toBe("failed");
    expect(tell(["+30000"], { from: full }).phase).toBe("idle");
  });
});
