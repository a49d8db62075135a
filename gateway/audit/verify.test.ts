import { describe, expect, it } from "vitest";
import { Grams, MinorUnits } from "#contract/units.ts";
import type { JournalEvent } from "../journal/event.ts";
import { card } from "../store/sample-station.ts";
import { sampleTariff } from "../store/sample-tariff.ts";
import { auditedStore, noonOf } from "./audited.fixture.ts";

type Bed = Awaited<ReturnType<typeof auditedStore>>;
const stray = { card: card("stray") };

const account = (feeMinorUnits: number | null, served = 2) => ({
  ...{ account: "FA-1", property: "House 1", customer: "E-1", households: ["h001"], served },
  feeMinorUnits: feeMinorUnits === null ? null : MinorUnits(feeMinorUnits),
  arrearsMinorUnits: MinorUnits(500),
});
const charge = (bed: Bed, fee: number | null, on: string) =>
  bed.act(
    "fee-accounts-import",
    { feeYear: 2027, on: "2026-01-01", accounts: [account(fee)] },
    noonOf(on),
  );
const rule = (more: object) => ({
  ...{ id: "generous", validFrom: 2026, decision: { number: "1", date: "2026-01-01" } },
  ...{ cutOff: "03-31", verifiedScaleDemanded: false, basis: "household" },
  curve: [
    { points: 10, percent: 10 },
    { points: 60, percent: 33 },
  ],
  ...more,
});

describe("the recomputed year", () => {
  it.each<[string, (bed: Bed) => Promise<unknown>]>([
    ["an empty year", async () => {}],
    [
      "grade B under a cap that late grade A fills",
      async (bed) => {
        for (const net of [9_999, 9_999]) await bed.drop(net, { grade: "B" });
        for (const net of [9_990, 9_991])
          await bed.drop(net, {}, { on: "2026-11-30", come: "2027-04-02" });
      },
    ],
    [
      "bags below a minimum, of grade C, and residual",
      async (bed) => {
        await bed.drop(499);
        await bed.drop(2_000, { grade: "C" });
        await bed.drop(2_000, { stream: "residual" });
      },
    ],
    [
      "what is held, and released",
      async (bed) => {
        await bed.drop(11_000);
        await bed.drop(12_000);
        await bed.correct(2, {});
      },
    ],
    [
      "corrections, a move to another household, and their undoing",
      async (bed) => {
        for (const net of [5_005, 9_999, 1_003]) await bed.drop(net);
        await bed.correct(1, { grade: "B", net: Grams(7_001) });
        await bed.correct(2, { household: "h002" });
        await bed.correct(3, { strikeOut: true });
        await bed.correct(3, {});
      },
    ],
    [
      "deposits that are disputed, and settled by a correction or a dismissal",
      async (bed) => {
        const about = (seq: number) => ({ deposit: `beitillo-01/1/${seq}`, reason: "it was more" });
        for (const net of [5_005, 9_999]) await bed.drop(net);
        for (const seq of [1, 2]) await bed.act("deposit-dispute", about(seq));
        await bed.correct(1, { net: Grams(5_500) });
        await bed.act("dispute-dismiss", about(2));
      },
    ],
    [
      "a relief rule that is withdrawn, and published anew for the year",
      async (bed) => {
        await bed.act("relief-rule-publish", { rule: rule({}) });
        const next = rule({ id: "next", validFrom: 2027, cutOff: "01-31" });
        await bed.act("relief-rule-publish", { rule: next });
        await bed.act("relief-rule-withdraw", { rule: "next" });
        await bed.act("relief-rule-publish", { rule: { ...next, cutOff: "06-30" } });
        await charge(bed, 12_345, "2026-12-01");
        await bed.drop(8_888, {}, { on: "2027-01-20", come: "2028-04-02" });
        await bed.drop(8_888, {}, { on: "2026-12-20", come: "2027-04-02" });
      },
    ],
    [
      "cards claimed early, late, and after the cut-off",
      async (bed) => {
        for (const name of ["one", "two", "three"]) await bed.drop(9_000, { card: card(name) });
        await bed.act("card-issue", { household: "h002", card: card("one") });
        await bed.act("card-issue", { household: "h002", card: card("two") }, noonOf("2027-03-31"));
        await bed.act(
          "card-issue",
          { household: "h001", card: card("three") },
          noonOf("2027-04-01"),
        );
        await bed.drop(3_000, { card: card("three") }, { on: "2026-11-21", come: "2027-04-02" });
      },
    ],
    [
      "credits spent, and taken back beyond the balance",
      async (bed) => {
        await bed.act("producer-enrol", { producer: "bakery" });
        await bed.drop(10_000);
        const sale = { household: "h001", producer: "bakery", reference: "1" };
        await bed.act("payment-record", { ...sale, amount: MinorUnits(300) });
        await bed.correct(1, { strikeOut: true });
        await bed.drop(2_000);
      },
    ],
    [
      "a household that grows",
      async (bed) => {
        await bed.act("household-resize", { household: "h001", members: 9 });
        for (const on of ["2026-11-23", "2026-12-01"]) {
          for (const net of [9_999, 9_998, 9_997]) await bed.drop(net, {}, { on });
        }
      },
    ],
    [
      "a rule per head, with a ceiling",
      async (bed) => {
        await bed.act("relief-rule-publish", {
          rule: rule({ basis: "head", ceilingMinorUnits: 700 }),
        });
        await charge(bed, 12_345, "2026-12-01");
        await bed.drop(8_888);
      },
    ],
    [
      "a closed year, later differences, and another fee",
      async (bed) => {
        await bed.act("relief-rule-publish", { rule: rule({}) });
        await charge(bed, 12_345, "2027-02-01");
        await bed.drop(5_000);
        await bed.drop(6_000);
        await bed.close(2026, "2027-04-10");
        await bed.correct(1, { strikeOut: true }, noonOf("2027-05-01"));
        await bed.drop(3_000, stray, { on: "2026-11-24", come: "2027-05-02" });
        await bed.act("card-issue", { household: "h001", ...stray }, noonOf("2027-05-03"));
        await charge(bed, 20_001, "2027-05-04");
        await bed.close(2027, "2028-04-10");
      },
    ],
    [
      "slips, entered in time and late, corrected and struck out",
      async (bed) => {
        await bed.enter("1", { deposit: { net: 30_000, grade: "B" } });
        await bed.enter("2", { household: "h002", deposit: { stream: "aluminium" } });
        await bed.enter("3", { on: "2026-10-31", come: "2026-11-25" });
        await bed.correct("manual/1", { household: "h002", net: Grams(9_999) });
        await bed.enter("4", { come: "2027-04-01" });
        await bed.close(2026, "2027-04-10");
        await bed.correct("manual/2", { strikeOut: true }, noonOf("2027-05-01"));
        await bed.enter("5", { come: "2027-05-02", deposit: { net: 499 } });
      },
    ],
    [
      "slips where a verified scale is demanded",
      async (bed) => {
        await bed.act("relief-rule-publish", { rule: rule({ verifiedScaleDemanded: true }) });
        await bed.drop(2_000);
        await bed.enter("1", { deposit: { net: 30_000 } });
      },
    ],
    [
      "households that move and share a fee",
      async (bed) => {
        await charge(bed, 9_999, "2026-12-01");
        await bed.act("household-move", { household: "h002", account: "FA-1", on: "2027-03-01" });
        await bed.act("household-move", { household: "h001", account: null, on: "2027-04-02" });
        await bed.drop(9_000);
      },
    ],
    [
      "tariffs that follow one another, and one withdrawn",
      async (bed) => {
        const next = { ...sampleTariff(), id: "tariff-2", validFrom: "2026-12" };
        const off = {
          ...next,
          ledgers: { credits: false, points: true },
          verifiedScaleDemanded: true,
        };
        const gone = {
          ...next,
          id: "tariff-3",
          validFrom: "2027-01",
          gradeFactors: { A: 0, B: 0 },
        };
        for (const tariff of [off, gone]) await bed.act("tariff-publish", { tariff });
        await bed.act("tariff-withdraw", { tariff: "tariff-3" });
        for (const on of ["2026-11-23", "2026-12-02", "2027-01-03"])
          await bed.drop(4_321, {}, { on });
      },
    ],
  ])("is the store's, for %s", async (_, happen) => {
    const bed = await auditedStore();
    await happen(bed);
    expect(await bed.faults()).toEqual([]);
    await bed.store.close();
  });

  it("pays a month's earlier deposits by a scheme's first tariff, and holds what that refuses", async () => {
    const bed = await auditedStore({ tariff: null });
    for (const net of [2_000, 400, 10_001]) await bed.drop(net);
    await bed.drop(1_000, { stream: "glass" });
    await bed.enter("1", { deposit: { net: 10_001 } });
    await bed.enter("2", { deposit: { stream: "glass" } });
    await bed.act("tariff-publish", { tariff: sampleTariff() });
    expect(await bed.faults()).toEqual([]);
  });
});

/** As somebody who can write into the file could change it. */
function changed(
  events: readonly JournalEvent[],
  kind: JournalEvent["body"]["kind"],
  change: (text: string) => string,
): JournalEvent[] {
  return events.map((one) =>
    one.body.kind === kind ? { ...one, body: JSON.parse(change(JSON.stringify(one.body))) } : one,
  );
}

describe("one thing changed in the journal", () => {
  const told = async (change: (events: readonly JournalEvent[]) => JournalEvent[]) => {
    const bed = await auditedStore();
    await bed.drop(2_000);
    await bed.correct(1, { net: Grams(3_000) });
    await bed.enter("1", { household: "h002", deposit: { net: 4_000 } });
    await bed.close(2026, "2027-04-10");
    return await bed.faults([2026], change(await bed.events()));
  };

  it("names the household of a drop with one gram more", async () => {
    const faults = await told((all) =>
      changed(all, "entry-received", (text) => text.replaceAll(/"(net|gross)":2000/g, '"$1":2001')),
    );
    expect(faults).toEqual([
      "Deposit beitillo-01/1 of household:h001: it is not what its station signed, the hashes differ.",
    ]);
  });

  it.each<[string, JournalEvent["body"]["kind"], RegExp, string, string]>([
    [
      "a correction",
      "deposit-corrected",
      /"net":3000/,
      '"net":3001',
      "2026-11, plastic: gramsA is 3000, the journal makes it 3001",
    ],
    [
      "a date",
      "deposit-corrected",
      /"date":"2026-11-20"/,
      '"date":"2026-12-20"',
      "Household h001, 2026-12, plastic: recordedGrams is 0, the journal makes it 3000",
    ],
    [
      "a grade",
      "deposit-corrected",
      /"net":3000/,
      '"net":3000,"grade":"B"',
      "gramsB is 0, the journal makes it 3000",
    ],
    [
      "a slip",
      "deposit-entered",
      /"net":4000/,
      '"net":4001',
      "Household h002, 2026-11, plastic: recordedGrams is 4000, the journal makes it 4001",
    ],
    [
      "a rate",
      "tariff-published",
      /"pointsPerKg":4/,
      '"pointsPerKg":5',
      "pointsPerKg is 4, the journal makes it 5",
    ],
    [
      "what closing froze",
      "year-closed",
      /"milliPoints":12000/,
      '"milliPoints":12001',
      "event of closing: milliPoints is 12001, the journal makes it 12000",
    ],
  ])("names it and both figures: %s", async (_, kind, from, to, sentence) => {
    const faults = await told((all) => changed(all, kind, (text) => text.replace(from, to)));
    expect(faults.join("\n")).toContain(sentence);
  });
});
