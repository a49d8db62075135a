import { describe, expect, it } from "vitest";
import { A, B, eventOf, rules, type Told, tell, type Word } from "./script.ts";
import { stepSession } from "./session.ts";
import type { SessionEvent } from "./state.ts";

const visit = ["zero", "A", "key 3"] as const;
const recorded = [...visit, 4680, "confirm", 4680] as const;

describe("a visit", () => {
  it("goes from the tap over the choice and the weight to the recorded drop", () => {
    expect(tell(["zero"]).phase).toBe("idle");
    expect(tell(["zero", "A"]).phase).toBe("card");
    expect(tell(visit).phase).toBe("weigh");
    expect(tell([...visit, "moving", 4680]).phase).toBe("confirm");
    const { phase, drops } = tell(recorded);
    expect(phase).toBe("done");
    expect(drops).toMatchObject([
      { card: A, stream: "plastic", weight: { gross: 4680, samples: 16 } },
    ]);
  });

  it("shows the balance for a while, then asks for the stream", () => {
    expect(tell(["zero", "A", "+3900"]).phase).toBe("card");
    expect(tell(["zero", "A", "+4000"]).phase).toBe("choose");
  });

  it("takes a bag that lay on the platform before the tap", () => {
    expect(
      tell(["zero", "moving", 4680, "A", 4680, "key 1", 4680, "confirm", 4680]).drops,
    ).toHaveLength(1);
  });

  it("brings bag after bag with one tap, each after the platform was empty", () => {
    const two = tell([...recorded, "zero", "key 1", 2000, "confirm", 2000]);
    expect(two.drops.map(({ stream, weight }) => [stream, weight.gross])).toEqual([
      ["plastic", 4680],
      ["organic", 2000],
    ]);
  });

  it("asks for no stream where there is only one", () => {
    const fixed = { rules: { fixedStream: "organic" } };
    expect(tell(["zero", "A", 4680], fixed).phase).toBe("confirm");
    expect(tell(["zero", "A", "+4000"], fixed).phase).toBe("weigh");
    expect(tell(["zero", "A", "key 3"], fixed).phase).toBe("card");
    expect(
      tell(["zero", "A", 4680, "confirm", 4680, "zero", 2000, "confirm", 2000], fixed).drops,
    ).toHaveLength(2);
  });

  it("records by itself where the station is set so", () => {
    const automatic = tell([...visit, "moving", 4680, 4680, 4690], {
      rules: { confirm: "automatic" },
    });
    expect(automatic).toMatchObject({ phase: "done", drops: [{ weight: { gross: 4680 } }] });
    expect(automatic.drops).toHaveLength(1);
  });
});

describe("what gives no deposit", () => {
  it.each<[string, readonly Word[]]>([
    ["no card", ["zero", 4680, "key 3", "confirm", 4680]],
    ["no stream", ["zero", "A", 4680, "confirm", 4680]],
    ["no stable weight", [...visit, "moving", "confirm", "moving"]],
    ["no confirmation", [...visit, 4680, 4680, 4680]],
    ["a confirmation that came before the weight was shown", [...visit, "confirm", 4680, 4680]],
    ["no reading since the confirmation", [...visit, 4680, "confirm"]],
    ["a load taken away before the confirmation", [...visit, 4680, "zero", "confirm", "zero"]],
    ["a load taken away just after it", [...visit, 4680, "confirm", "moving", "zero"]],
    ["a load that changed by more than a division", [...visit, 4680, "confirm", 4691]],
    ["a load that crept away from what was shown", [...visit, 4680, 4690, 4700, 4700, 4700]],
    ["an overload", [...visit, "overload", "confirm", "overload"]],
    ["an underload", [...visit, "below-zero", "confirm", "below-zero"]],
    ["a scale gone silent", [...visit, 4680, "no-signal", "confirm"]],
    ["a visitor who cancelled", [...visit, 4680, "cancel", "confirm", 4680]],
    ["a visitor who took too long", [...visit, 4680, "+30000", "confirm", 4680]],
    [
      "a load from before the station started",
      ["moving", 4680, "A", "key 3", 4680, "confirm", 4680],
    ],
  ])("%s", (_, words) => {
    expect(tell(words).drops).toEqual([]);
  });

  it.each([4670, 4680, 4690])(
    "but a load within a division of what was shown gives one: %i",
    (grams) => {
      expect(tell([...visit, 4680, "confirm", grams]).drops).toMatchObject([
        { weight: { gross: 4680 } },
      ]);
    },
  );

  it("a load that changed is shown anew, and can be confirmed then", () => {
    const changed = tell([...visit, 4680, "moving", 5200]);
    expect(changed).toMatchObject({ phase: "confirm", notice: "load-changed" });
    expect(tell(["confirm", 5200], { from: changed }).drops).toMatchObject([
      { weight: { gross: 5200 } },
    ]);
  });
});

describe("one load is one deposit", () => {
  it.each<[string, readonly Word[]]>([
    ["confirmed again", ["confirm", 4680]],
    ["with the card read again", ["A", "key 3", 4680, "confirm", 4680]],
    ["after cancelling", ["cancel", "A", "key 3", 4680, "confirm", 4680]],
    ["after the visit ran out", ["+30000", "A", "key 3", 4680, "confirm", 4680]],
    ["with another card", ["cancel", "B", "key 3", 4680, "confirm", 4680]],
    ["lifted, but not to zero", ["moving", 4680, "A", "key 3", "confirm", 4680]],
    ["after the scale was gone", ["no-signal", 4680, "A", "key 3", "confirm", 4680]],
  ])("%s", (_, more) => {
    expect(tell([...recorded, ...more]).drops).toHaveLength(1);
  });

  it("a visitor is asked to empty the platform first", () => {
    const again = tell([...recorded, "cancel", "A", "key 3", 4680]);
    expect(again).toMatchObject({ phase: "weigh", load: { kind: "paid" } });
    expect(tell(["zero", 4680, "confirm", 4680], { from: again }).drops).toHaveLength(2);
  });
});

describe("a second card", () => {
  it("begins a visit of its own when nothing is on the platform", () => {
    const second = tell([...visit, "B"]);
    expect(second).toMatchObject({ phase: "card", state: { phase: { visit: { card: B } } } });
  });

  it.each<[string, readonly Word[]]>([
    ["while weighing", [...visit, "moving"]],
    ["while choosing", ["zero", "A", 4680]],
    ["before the confirmation", [...visit, 4680]],
    ["while the platform says nothing", [...visit, "no-signal"]],
    ["while a paid bag lies there", recorded],
  ])("is refused %s", (_, words) => {
    const before = tell(words);
    const after = tell(["B"], { from: before });
    expect(after).toMatchObject({ phase: before.phase, notice: "other-card" });
    expect(after.state.phase).toEqual(before.state.phase);
  });

  it.each<[string, readonly Word[]]>([
    ["who cancelled", ["cancel"]],
    ["whose time ran out", ["+30000"]],
  ])("never gets the load of one %s", (_, leaving) => {
    const second = tell([...visit, 4680, ...leaving, "B", "key 3", 4680, "confirm", 4680]);
    expect(second).toMatchObject({ phase: "weigh", load: { kind: "claimed", card: A }, drops: [] });
    const first = tell([...visit, 4680, ...leaving, "A", "key 3", 4680, "confirm", 4680]);
    expect(first.drops).toMatchObject([{ card: A }]);
  });

  it("does not get what the first put down just before it, unseen by the scale", () => {
    const second = tell([...visit, "B", 4680, "key 3", 4680, "confirm", 4680]);
    expect(second).toMatchObject({ phase: "weigh", drops: [] });
    expect(tell(["zero", 2000, "confirm", 2000], { from: second }).drops).toMatchObject([
      { card: B },
    ]);
  });

  it("the same card read twice changes nothing", () => {
    for (const words of [["zero", "A"], visit, [...visit, 4680], recorded] as const) {
      const once = tell(words);
      expect(tell(["A"], { from: once }).state.phase).toEqual(once.state.phase);
    }
  });
});

describe("what a card proves itself by", () => {
  const proof = (digit: string) =>
    ({ type: "ntag424-sun", picc: digit.repeat(32), cmac: digit.repeat(16) }) as const;
  const tapped = (from: Told, digit: string): Told => {
    const event = { ...eventOf("A", from.uptimeMs), cardProof: proof(digit) } as SessionEvent;
    return { ...from, state: stepSession(from.state, event, rules).state };
  };

  it("goes into its drop, the latest one", () => {
    const first = tapped(tell(["zero"]), "1");
    const second = tapped(tell(["key 3", 4680], { from: first }), "2");
    expect(tell(["confirm", 4680], { from: second }).drops).toMatchObject([
      { cardProof: proof("2") },
    ]);
  });
});

describe("what the visitor is told", () => {
  it("that the card is blocked; its drop is recorded all the same", () => {
    expect(tell(["zero", "blocked"])).toMatchObject({ phase: "card", notice: "blocked" });
    expect(tell(["zero", "blocked", "key 3", 4680, "confirm", 4680]).drops).toHaveLength(1);
  });

  it("that a key means nothing here, or that a stream needs an attendant", () => {
    const streams = [{ stream: "aluminium", attendedOnly: true }];
    expect(tell(["zero", "A", "key 9"])).toMatchObject({ phase: "choose", notice: "no-such-key" });
    expect(tell(["zero", "A", "key 1"], { rules: { streams } })).toMatchObject({
      phase: "choose",
      notice: "attended-only",
    });
  });

  it("for a few seconds only", () => {
    expect(tell(["zero", "A", "key 9", "+4000"]).notice).toBeNull();
  });

  it("that nothing was recorded when the time ran out or the visitor cancelled, then nothing more", () => {
    expect(tell([...visit, "+30000"]).state.phase).toEqual({ kind: "ended", reason: "timeout" });
    expect(tell([...visit, "cancel"]).state.phase).toEqual({ kind: "ended", reason: "cancelled" });
    expect(tell([...visit, "cancel", "+4000"]).phase).toBe("idle");
    expect(tell([...visit, "cancel", "cancel"]).phase).toBe("idle");
  });

  it("nothing of the kind after a drop", () => {
    expect(tell([...recorded, "+30000"]).phase).toBe("idle");
    expect(tell([...recorded, "zero", "+30000"]).phase).toBe("idle");
    expect(tell([...recorded, "zero", "cancel"]).phase).toBe("idle");
  });

  it("the next page of many streams at key 9", () => {
    const streams = Array.from({ length: 12 }, (_, i) => ({
      stream: `s${i + 1}`,
      attendedOnly: false,
    }));
    const told = tell(["zero", "A", "key 9", "key 2", 4680, "confirm", 4680], {
      rules: { streams },
    });
    expect(told.drops).toMatchObject([{ stream: "s10" }]);
  });
});

describe("a drop that could not be written", () => {
  const failed = tell(recorded, { diskFull: true });

  it("is said to be unrecorded, and stays the visitor's", () => {
    expect(failed).toMatchObject({
      phase: "failed",
      drops: [],
      load: { kind: "claimed", card: A },
    });
  });

  it("is not tried again by itself", () => {
    const automatic = { rules: { confirm: "automatic" }, diskFull: true } as const;
    expect(tell([...visit, 4680, 4680, 4680], automatic).phase).toBe("failed");
  });

  it("can be tried again with the confirm key", () => {
    expect(tell(["confirm", 4680, "confirm", 4680], { from: failed }).drops).toHaveLength(1);
  });

  it.each<[string, readonly Word[]]>([
    ["idle", ["cancel"]],
    ["idle", ["+30000"]],
    ["card", ["A"]],
    ["card", ["B"]],
  ])("goes to %s by %j", (phase, words) => {
    expect(tell(words, { from: failed }).phase).toBe(phase);
  });
});
