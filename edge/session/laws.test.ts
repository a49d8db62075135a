import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CardId } from "#contract/ids.ts";
import { A, B, rules, type Told, tell, type Word } from "./script.ts";
import { type Drop, isWeighed, visitOf } from "./state.ts";

const words = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Word>("A", "B", "confirm", "confirm", "cancel") },
  { weight: 2, arbitrary: fc.constantFrom<Word>("key 1", "key 2", "key 9") },
  { weight: 5, arbitrary: fc.constantFrom<Word>("zero", 4680, 4680, 4690, 5000) },
  { weight: 2, arbitrary: fc.constantFrom<Word>("moving", "overload", "no-signal", "below-zero") },
  { weight: 1, arbitrary: fc.constantFrom<Word>("+100", "+5000", "+30000") },
  { weight: 1, arbitrary: fc.constantFrom<Word>("attendant", "key 0", "key 3") },
);
/** Bits of real visits between the noise, so that many traces get as far as a deposit. */
const scenes = fc.constantFrom<readonly Word[]>(
  ["zero", "A", "key 1", 4680, "confirm", 4680],
  ["zero", 4680, "B", 4680, "key 2", 4680, "confirm", 4680],
  ["A", "key 1"],
  ["moving", 5000, "confirm", 5000],
);
const traces = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: words.map((word) => [word]) },
      { weight: 1, arbitrary: scenes },
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.flat());

/** Plays a trace word by word, and shows each drop with all that led to it. */
function* dropsIn(trace: readonly Word[], options: Parameters<typeof tell>[1] = {}) {
  let told: Told = tell([]);
  const owners = new Set<CardId>();
  for (const [index, word] of trace.entries()) {
    const before = told;
    told = tell([word], { ...options, from: told });
    if (word === "zero") owners.clear();
    const visitor = visitOf(before.state.phase);
    if (isLoad(word) && visitor !== null) owners.add(visitor.card);
    const drop = told.drops.at(-1);
    const isNew = told.drops.length > before.drops.length;
    if (isNew && drop !== undefined && isWeighed(drop.weight)) {
      yield { drop, past: trace.slice(0, index + 1), owners: [...owners] };
    }
  }
}

const isLoad = (word: Word) => typeof word === "number" || word === "moving" || word === "overload";
const isWeighing = (word: Word) =>
  isLoad(word) || word === "zero" || word === "no-signal" || word === "below-zero";
const cardOf = (word: Word) => (word === "A" ? A : word === "B" ? B : null);
const shows = (word: Word, { weight }: Drop) =>
  typeof word === "number" && Math.abs(word - weight.gross) <= rules.division;

/** What happened while the scale showed this load without a break, up to the drop. */
function runOf(past: readonly Word[], drop: Drop): readonly Word[] {
  const broken = past.findLastIndex((word) => isWeighing(word) && !shows(word, drop));
  return past.slice(broken + 1);
}

const forEachDrop = (
  law: (found: ReturnType<typeof dropsIn> extends Generator<infer F> ? F : never) => void,
) => {
  let seen = 0;
  fc.assert(
    fc.property(traces, (trace) => {
      for (const found of dropsIn(trace)) {
        seen += 1;
        law(found);
      }
    }),
    { numRuns: 2000 },
  );
  expect(seen).toBeGreaterThan(100);
};

describe("whatever happens at a station", () => {
  it("a drop has a stable weight that was shown, then confirmed, and still lay there afterwards", () => {
    forEachDrop(({ drop, past }) => {
      const run = runOf(past, drop);
      const shown = run.indexOf(drop.weight.gross);
      const confirmed = run.lastIndexOf("confirm");
      expect(shown).toBeGreaterThanOrEqual(0);
      expect(confirmed).toBeGreaterThan(shown);
      expect(shows(past.at(-1) ?? "zero", drop)).toBe(true);
    });
  });

  it("a drop's card was tapped after the last cancelling", () => {
    forEachDrop(({ drop, past }) => {
      const visit = past.slice(past.lastIndexOf("cancel") + 1);
      expect(visit.some((word) => cardOf(word) === drop.card)).toBe(true);
    });
  });

  it("a load goes to the only card that was there with it", () => {
    forEachDrop(({ drop, owners }) => expect(owners).toEqual([drop.card]));
  });

  it("the scale was at zero before each drop, since the start and since the drop before", () => {
    fc.assert(
      fc.property(traces, fc.constantFrom("key", "automatic"), (trace, confirm) => {
        let since = 0;
        for (const { past } of dropsIn(trace, { rules: { confirm } })) {
          expect(past.slice(since)).toContain("zero");
          since = past.length;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("a station whose disk is full records nothing, and does not stop", () => {
    fc.assert(
      fc.property(traces, (trace) => {
        const full = tell(trace, { diskFull: true });
        expect(full.drops).toEqual([]);
        const visit: Word[] = ["cancel", "cancel", "zero", "A", "key 1", 4680, "confirm", 4680];
        expect(tell(visit, { from: full }).drops).toHaveLength(1);
      }),
    );
  });

  it("a visit ends when nobody acts", () => {
    fc.assert(
      fc.property(traces, (trace) => {
        expect(["idle", "ended"]).toContain(tell([...trace, "+30000"]).phase);
        expect(tell([...trace, "+30000", "+4000"]).phase).toBe("idle");
      }),
    );
  });
});
