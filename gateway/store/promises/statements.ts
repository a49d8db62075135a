import { describe, expect, it } from "vitest";
import { DEFAULT_RULE } from "../../relief/rules.ts";
import { digestOfYear } from "../digest-of-year.ts";
import { at } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

const AFTER_CUT_OFF = at("2027-04-10T08:00:00.000Z");

export function promisesOfStatements(open: OpenStore): void {
  const bed = testbed(open);
  const year = async (view: "now" | "frozen" = "now") => bed.store.reliefYear(2026, { view });
  const of = async (household: string, view: "now" | "frozen" = "now") =>
    (await bed.store.reliefYear(2026, { household, view })).statements;
  const close = async () => {
    const digest = digestOfYear(await year());
    const decision = { number: "3/2027", date: "2027-04-05" };
    const act = { year: 2026, decision, digest, signature: "signed" };
    return bed.act("year-close", act, AFTER_CUT_OFF);
  };
  const dropOn = (day: string, receivedAt = at("2027-01-05T08:00:00.000Z")) => {
    const entry = bed.station.entry({ at: at(`${day}T08:00:00.000Z`), ...weigh(1_000) });
    return bed.record(bed.station.page([entry], { receivedAt }));
  };

  it("counts December, and no January", async () => {
    await dropOn("2026-12-31");
    await dropOn("2027-01-01");
    const [statement] = await of("h001");
    const december = { month: "2026-12", recordedGrams: 1_000, milliPoints: 4_000 };
    expect(statement?.lines).toMatchObject([december]);
    expect(statement).toMatchObject({ milliPoints: 4_000 });
  });

  it("has a line of nothing for a month in which all was struck out", async () => {
    await dropOn("2026-12-31");
    const correction = { strikeOut: true };
    const struck = { deposit: "beitillo-01/1/1", reason: "x", correction };
    expect(await bed.act("deposit-correct", struck)).toBeNull();
    const nothing = { month: "2026-12", recordedGrams: 0, gramsA: 0, milliPoints: 0 };
    expect((await of("h001"))[0]?.lines).toMatchObject([nothing]);
  });

  it("is told of those enrolled by its last day, and of no later ones", async () => {
    const add = (household: string, day: string) =>
      bed.act("household-add", { household, members: 5 }, at(`${day}T08:00:00.000Z`));
    await add("h002", "2026-12-31");
    await add("h003", "2027-01-01");
    const { statements } = await year();
    expect(statements.map(({ household }) => household)).toEqual(["h001", "h002"]);
  });

  it("is the same frozen and now while it is open", async () => {
    await dropOn("2026-12-01");
    expect(await year("frozen")).toEqual(await year("now"));
  });

  describe("once it is closed", () => {
    it("names the place in the journal at which it was looked at", async () => {
      const { position } = await year();
      expect(await close()).toBeNull();
      expect((await year()).position).toBe(position);
      expect((await year("frozen")).position).toBe(position);
    });

    it("may have counted nothing", async () => {
      expect(await close()).toBeNull();
      expect(await bed.store.balances()).toEqual([]);
    });

    it("tells nothing frozen of a household that came later", async () => {
      await close();
      await bed.act("household-add", { household: "h002", members: 5 }, AFTER_CUT_OFF);
      expect(await of("h002", "frozen")).toEqual([]);
      expect(await of("h002")).toMatchObject([{ household: "h002", lines: [] }]);
    });
  });

  it.each([
    ["another cut-off", { cutOff: "04-30" }],
    ["a verified scale", { verifiedScaleDemanded: true }],
  ])(
    "is not put under %s from its first day on once something was weighed then",
    async (_, terms) => {
      const rule = { ...DEFAULT_RULE, ...terms, id: "new", validFrom: 2027 };
      await dropOn("2027-01-01");
      const publish = () => bed.act("relief-rule-publish", { rule });
      expect(await publish()).toBe("relief-rule-too-late");
    },
  );
}
