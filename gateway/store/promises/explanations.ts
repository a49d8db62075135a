import { expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfExplanations(open: OpenStore): void {
  const bed = testbed(open);
  const correct = (seq: number, correction: object) =>
    bed.act("deposit-correct", {
      ...{ deposit: `beitillo-01/1/${seq}`, reason: "the scale had slipped" },
      correction: { strikeOut: false, ...correction },
    });
  const explain = async (seq: number) => {
    const done = await bed.store.explain(`beitillo/beitillo-01/1/${seq}`);
    return done.ok ? done.value.steps : done.problem.code;
  };

  it("tells what a deposit made of its month, by which tariff", async () => {
    for (const net of [8_020, 4_320]) await bed.record(bed.station.drop(weigh(net)));
    expect(await explain(2)).toMatchObject([
      {
        ...{ what: "received", outcome: "posted", credited: 173, reliefYear: 2026, net: 4_320 },
        month: {
          ...{ tariff: "tariff-1", month: "2026-11", before: { a: 8_020, b: 0 } },
          ...{ after: { a: 12_340, b: 0 }, capGrams: 26_041, creditBefore: 321, creditAfter: 494 },
        },
      },
    ]);
  });

  it("tells of every correction, with who decided and why", async () => {
    for (const net of [8_020, 11_000]) await bed.record(bed.station.drop(weigh(net)));
    await correct(2, { net: Grams(5_000), grade: "B" });
    await correct(2, { strikeOut: true });
    expect(await explain(2)).toMatchObject([
      { what: "received", outcome: "held", month: null },
      {
        ...{
          what: "corrected",
          actor: "test",
          singlePerson: true,
          reason: "the scale had slipped",
        },
        ...{ credited: 134, net: 5_000, grade: "B" },
        month: { before: { a: 8_020, b: 0 }, after: { a: 8_020, b: 5_000 }, creditAfter: 455 },
      },
      { what: "corrected", reasons: ["struck-out"], credited: 0, month: null },
    ]);
  });

  it("tells of a clock that came to be known later", async () => {
    const unset = { clock: "unset" as const, uptimeMs: 60_000, ...weigh(1_000) };
    await bed.record(bed.station.page([bed.station.entry(unset)], { sent: { clock: "unset" } }));
    await bed.record(bed.station.drop(weigh(1_000)));
    expect(await explain(1)).toMatchObject([
      { what: "received", outcome: "held", date: null },
      { what: "dated", outcome: "posted", credited: 40, date: "2026-11-22" },
    ]);
  });

  it("knows no deposit that is not in the journal", async () => {
    expect(await explain(7)).toBe("no-such-deposit");
  });
}
