import { describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import { DEFAULT_RULE } from "../../relief/rules.ts";
import { card } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import { bedOfSlips } from "./slip-bed.ts";
import { NOW, type OpenStore, weigh } from "./testbed.ts";

export function promisesOfManualEntries(open: OpenStore): void {
  const { bed, enter, correct, credits, points } = bedOfSlips(open);

  describe("a slip", () => {
    it("counts in the month of its day, and fills the station's bin", async () => {
      await bed.record(bed.station.drop(weigh(8_020)));
      expect(await enter("17")).toBeNull();
      expect(await credits()).toBe(494);
      expect(await points()).toBe(49_360);
      expect(await bed.balanceOf("bin:beitillo-01:plastic", "G/0:plastic")).toBe(12_340);
    });

    it.each([
      ["below the minimum", { net: 499 }, 0, ["below-minimum"]],
      ["of grade B", { net: 1_000, grade: "B" }, 27, []],
      ["of grade C", { grade: "C" }, 0, ["grade-c"]],
      ["above what a drop may weigh", { net: 10_001 }, 400, []],
      ["of a stream for attended stations alone", { net: 1_000, stream: "aluminium" }, 250, []],
      ["beyond the month's cap", { net: 30_000 }, 1_042, ["over-cap"]],
      ["of a month before the first tariff", { on: "2026-10-31" }, 0, ["not-paid"]],
      ["of today", { net: 1_000, on: "2026-11-22" }, 40, []],
    ] as const)("%s is entered", async (_, said, credited, reasons) => {
      expect(await enter("17", said)).toBeNull();
      expect(await credits()).toBe(credited);
      expect((await bed.store.explain("beitillo-01/manual/17")).ok).toBe(true);
      expect(await verdictOf("beitillo-01/manual/17")).toMatchObject({ credited, reasons });
    });

    const verdictOf = async (id: string) => {
      const told = await bed.store.explain(id);
      return told.ok ? told.value.steps.at(-1) : null;
    };

    it("gets no points where a verified scale is demanded: none stands behind it", async () => {
      const rule = { ...DEFAULT_RULE, id: "strict", validFrom: 2026, verifiedScaleDemanded: true };
      expect(await bed.act("relief-rule-publish", { rule })).toBeNull();
      await enter("17");
      expect([await credits(), await points()]).toEqual([173, 0]);
    });

    it("decides the year's terms like a deposit: a later rule cannot demand another scale", async () => {
      await enter("17");
      const rule = { ...DEFAULT_RULE, id: "strict", validFrom: 2026, verifiedScaleDemanded: true };
      expect(await bed.act("relief-rule-publish", { rule })).toBe("relief-rule-too-late");
    });

    it.each([
      ["no-such-household", { household: "h009" }],
      ["no-such-station", { station: "beitillo-09" }],
      ["no-such-stream", { stream: "glas" }],
      ["no-such-stream", { stream: "glas", on: "2026-10-31" }],
      ["bad-weight", { net: 0 }],
      ["bad-weight", { net: 2_000_001 }],
      ["still-to-come", { on: "2026-11-23" }],
      ["no-such-day", { on: "2026-02-30" }],
      ["no-such-day", { on: "0000-01-01" }],
      ["too-long-ago", { on: "1999-12-31" }],
    ])("is refused as %s: %j", async (code, said) => {
      const before = await bed.store.lastPosition();
      expect(await enter("17", said)).toBe(code);
      expect(await bed.store.lastPosition()).toBe(before);
    });

    it.each(["A-17", "a-17"])("is taken once in a station, also as %s", async (twin) => {
      await enter("A-17");
      const position = await bed.store.lastPosition();
      const station = "beitillo-01";
      const again = await bed.store.act({
        ...{ kind: "deposit-enter", actor: "test", at: NOW, station, slip: twin, reason: "x" },
        deposit: { stream: "plastic", net: Grams(1_000), grade: null },
        ...{ household: "h001", on: "2026-11-20" },
      });
      const message = `Slip ${twin} of station ${station} was entered already, by event ${position}.`;
      expect(again).toMatchObject({ problem: { code: "slip-taken", message } });
      await correct("A-17", { strikeOut: true });
      expect(await enter(twin)).toBe("slip-taken");
      expect(await enter("A-18")).toBeNull();
    });

    it("takes two people once there are two, and never the same one twice", async () => {
      const by = (actor: string, approver: string | null) => enter("17", { actor, approver });
      expect(await by("amal", "Amal ")).toBe("same-person");
      for (const person of ["amal", "basma"]) await bed.act("person-add", { person });
      expect(await by("amal", null)).toBe("no-approver");
      expect(await by("amal", "carim")).toBe("no-such-person");
      expect(await by("amal", "basma")).toBeNull();
    });
  });

  describe("a slip that an attendant typed in at the station", () => {
    const typed = (slip: string) =>
      weigh(4_320, {
        ...{ card: null, capture: "manual", scale: null, attendant: card("attendant"), slip },
      });
    const release = (seq: number, correction: object = {}) =>
      bed.act("deposit-correct", {
        ...{ deposit: `beitillo/beitillo-01/1/${seq}`, reason: "the slip is here" },
        correction: { strikeOut: false, household: "h001", ...correction },
      });

    it("counts once, however often it was typed", async () => {
      await bed.record(bed.station.drop(typed("a-17")), bed.station.drop(typed("A-17")));
      expect(await release(1)).toBeNull();
      expect(await release(2)).toBe("cannot-correct");
      expect(await credits()).toBe(173);
      expect(await release(2, { household: undefined, strikeOut: true })).toBeNull();
    });

    it("is not entered by hand as well, nor the other way round", async () => {
      await bed.record(bed.station.drop(typed("17")), bed.station.drop(typed("18")));
      expect(await release(1)).toBeNull();
      expect(await enter("17")).toBe("slip-taken");
      expect(await enter("18")).toBeNull();
      expect(await release(2)).toBe("cannot-correct");
      expect(await credits()).toBe(346);
    });

    it("may be counted by its other entry once the first is struck out", async () => {
      await bed.record(bed.station.drop(typed("17")), bed.station.drop(typed("17")));
      expect(await release(1)).toBeNull();
      expect(await release(1, { household: undefined, strikeOut: true })).toBeNull();
      expect(await release(2)).toBeNull();
      expect(await credits()).toBe(173);
    });
  });

  it("is paid by a first tariff that begins with its month", async () => {
    const store = await open();
    const did = async (kind: string, fields: object) => {
      const done = await store.act({ kind, actor: "test", at: NOW, ...fields } as never);
      expect(done).toMatchObject({ ok: true });
    };
    const { station, key } = bed.station;
    await did("station-enrol", { station, publicKey: key.publicJwk, passwordHash: "x" });
    await did("household-add", { household: "h001", members: 5 });
    const said = { station, household: "h001", reason: "x", on: "2026-11-20" };
    const deposit = { stream: "plastic", net: Grams(1_000), grade: null };
    await did("deposit-enter", { ...said, deposit, slip: "1" });
    expect(await store.balances()).toHaveLength(2); // grams alone
    await did("tariff-publish", { tariff: sampleTariff() });
    const balances = await store.balances();
    expect(balances).toContainEqual({ account: "household:h001", asset: "QAM/2", amount: 40 });
    const again = await open();
    await again.replay(store.events());
    expect(await again.digests()).toEqual(await store.digests());
    await Promise.all([store.close(), again.close()]);
  });
}
