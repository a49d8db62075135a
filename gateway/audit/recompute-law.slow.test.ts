import * as fc from "fast-check";
import { expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import { card } from "../store/sample-station.ts";
import { auditedStore, noonOf } from "./audited.fixture.ts";

const DAYS = ["2026-11-03", "2026-11-30", "2026-12-01", "2027-01-05", "2027-02-20"];
/** More than 15 months. */
const IDLE_DAYS = 460;
const CARDS = [card("card-1"), card("card-2"), card("card-3")];

/** Held by a gateway that has no keys of such cards. */
const UNCHECKED = { type: "ntag424-sun", picc: "0".repeat(32), cmac: "0".repeat(16) } as const;

const stream = fc.constantFrom("plastic", "aluminium", "residual");
const grade = fc.constantFrom("A" as const, "B" as const, "C" as const, null);
const net = fc.integer({ min: 100, max: 12_000 });

const drop = fc.record({
  what: fc.constant("drop" as const),
  ...{ net, grade, stream, card: fc.constantFrom(...CARDS), on: fc.constantFrom(...DAYS) },
  attendant: fc.constantFrom(null, card("amal")),
  cardProof: fc.constantFrom(null, null, null, UNCHECKED),
});
/** Some slips come twice, and are refused. */
const slip = fc.integer({ min: 1, max: 9 }).map((number) => `${number}`);
const entered = fc.record({
  what: fc.constant("enter" as const),
  ...{ slip, on: fc.constantFrom("2026-10-31", ...DAYS) },
  household: fc.constantFrom("h001", "h002"),
  deposit: fc.record({ net, grade, stream }),
});
const correction = fc.record({
  what: fc.constant("correct" as const),
  of: fc.oneof(
    fc.integer({ min: 1, max: 12 }),
    slip.map((number) => `manual/${number}`),
  ),
  change: fc.oneof(
    fc.constant({}),
    fc.constant({ strikeOut: true }),
    fc.record({ net, grade: fc.constantFrom("A", "B", "C"), stream }, { requiredKeys: [] }),
    fc.record({ household: fc.constantFrom("h001", "h002") }),
  ),
});
const claim = fc.record({
  what: fc.constant("claim" as const),
  card: fc.constantFrom(...CARDS.slice(1)),
  household: fc.constantFrom("h001", "h002"),
});
const demand = fc.record({ what: fc.constant("demand" as const), card: fc.constantFrom(...CARDS) });
const payment = fc.record({
  what: fc.constant("pay" as const),
  household: fc.constantFrom("h001", "h002"),
  amount: fc.integer({ min: 1, max: 600 }),
  reference: fc.uuid(),
});
const close = fc.record({ what: fc.constant("close" as const) });
const expiry = fc.record({
  what: fc.constant("expire" as const),
  household: fc.constantFrom("h001", "h002"),
  share: fc.integer({ min: 1, max: 100 }),
});
const undoing = fc.record({ what: fc.constant("undo" as const), which: fc.nat(2) });

const steps = fc.array(
  fc.tuple(
    fc.nat(14),
    fc.oneof(
      { weight: 8, arbitrary: drop },
      { weight: 3, arbitrary: entered },
      { weight: 6, arbitrary: correction },
      { weight: 2, arbitrary: claim },
      { weight: 1, arbitrary: demand },
      { weight: 2, arbitrary: payment },
      { weight: 2, arbitrary: close },
      { weight: 2, arbitrary: expiry },
      { weight: 1, arbitrary: undoing },
    ),
  ),
  { minLength: 3, maxLength: 24 },
);
type ValueOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Step = ValueOf<
  | (typeof drop | typeof entered | typeof correction | typeof claim | typeof demand)
  | typeof payment
  | (typeof close | typeof expiry | typeof undoing)
>;

const START = "2027-02-21";
const later = (days: number) =>
  new Date(Date.parse(`${START}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Refusals are among what happens. */
async function take(step: Step, bed: Awaited<ReturnType<typeof auditedStore>>, day: string) {
  switch (step.what) {
    case "drop": {
      const { net: grams, on, what: _, ...more } = step;
      return await bed.drop(grams, more, { on, come: day });
    }
    case "enter": {
      const { what: _, slip: number, ...said } = step;
      return await bed.enter(number, { ...said, come: day });
    }
    case "correct":
      return await bed.correct(step.of, step.change, noonOf(day));
    case "claim":
      return await bed.act(
        "card-issue",
        { household: step.household, card: step.card },
        noonOf(day),
      );
    case "demand":
      return await bed.act("card-demand-proof", { card: step.card }, noonOf("2026-12-15"));
    case "pay": {
      const { household, amount, reference } = step;
      const sale = { household, amount: MinorUnits(amount), producer: "bakery", reference };
      return await bed.act("payment-record", sale, noonOf(day));
    }
    case "close":
      return await bed.close(2026, day);
    case "expire":
      return await bed.expire(step.household, step.share, day);
    case "undo":
      return await bed.undoExpiry(step.which, day);
  }
}

it("makes the same statements and balances as the store, whatever happened", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const bed = await auditedStore();
      await bed.act("producer-enrol", { producer: "bakery" });
      let days = 0;
      for (const [wait, step] of all) {
        days += step.what === "expire" ? IDLE_DAYS : wait;
        await take(step, bed, later(days));
      }
      const faults = await bed.faults();
      await bed.store.close();
      expect(faults).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
