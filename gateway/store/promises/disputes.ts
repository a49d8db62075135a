import { describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import { digestOfYear } from "../digest-of-year.ts";
import { at } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfDisputes(open: OpenStore): void {
  const bed = testbed(open);
  const id = (seq: number) => `beitillo/beitillo-01/1/${seq}`;
  const drop = (net: number) => bed.record(bed.station.drop(weigh(net)));
  const dispute = (deposit = id(1), more: object = {}) =>
    bed.act("deposit-dispute", { deposit, reason: "we brought 4.5 kg", ...more });
  const dismiss = (deposit = id(1), more: object = {}) =>
    bed.act("dispute-dismiss", { deposit, reason: "the scale was checked", ...more });
  const correct = (deposit: string, correction: object) =>
    bed.act("deposit-correct", {
      ...{ deposit, reason: "weighed again" },
      correction: { strikeOut: false, ...correction },
    });
  const named = async () => (await bed.store.disputes()).map(({ deposit }) => deposit);

  it("is listed with who noted it, when, why and what the deposit is now; the oldest first", async () => {
    for (const net of [4_320, 1_000]) await drop(net);
    const noted = at("2026-11-23T08:00:00.000Z");
    await bed.act("deposit-dispute", { deposit: id(2), reason: "it was glass" }, noted);
    await dispute(id(1), { actor: "basma" });
    expect(await bed.store.disputes()).toEqual([
      {
        ...{ deposit: id(2), since: "2026-11-23T08:00:00.000Z", by: "test" },
        ...{ reason: "it was glass", date: "2026-11-22" },
        bag: { stream: "plastic", net: 1_000 },
      },
      expect.objectContaining({ deposit: id(1), by: "basma" }),
    ]);
  });

  it("moves nothing, nor does its dismissal", async () => {
    await drop(4_320);
    const before = await bed.store.balances();
    expect(await dispute()).toBeNull();
    expect(await bed.store.balances()).toEqual(before);
    expect(await dismiss()).toBeNull();
    expect(await bed.store.balances()).toEqual(before);
  });

  it.each([
    ["correction", { net: Grams(4_500) }],
    ["striking out", { strikeOut: true }],
  ])("is settled by any %s of the deposit, and of no other", async (_, change) => {
    for (const net of [4_320, 1_000]) await drop(net);
    for (const seq of [1, 2]) await dispute(id(seq));
    expect(await correct(id(1), change)).toBeNull();
    expect(await named()).toEqual([id(2)]);
  });

  it("is not settled by a correction that is refused", async () => {
    await drop(4_320);
    await dispute();
    expect(await correct(id(1), {})).toBe("cannot-correct");
    expect(await named()).toEqual([id(1)]);
  });

  it("can be of what is held, and is settled with its release", async () => {
    await drop(11_000);
    expect(await dispute()).toBeNull();
    expect(await correct(id(1), {})).toBeNull();
    expect(await named()).toEqual([]);
  });

  it("can come again once it is settled", async () => {
    await drop(4_320);
    for (const settle of [() => dismiss(), () => correct(id(1), { net: Grams(4_500) })]) {
      await dispute();
      expect(await settle()).toBeNull();
      expect(await dispute()).toBeNull();
      expect(await named()).toEqual([id(1)]);
      await dismiss();
    }
  });

  it("names a deposit by any of its names", async () => {
    await drop(4_320);
    expect(await dispute("beitillo-01/1/1")).toBeNull();
    expect(await dispute(`beitillo-01/${bed.station.key.id}/1`)).toBe("disputed-already");
    expect(await dismiss(`beitillo/beitillo-01/${bed.station.key.id}/1`)).toBeNull();
  });

  it("tells in the explanation who disputed and who dismissed it, when and why", async () => {
    await drop(4_320);
    await dispute();
    await dismiss(id(1), { approver: "basma" });
    const explained = await bed.store.explain(id(1));
    const by = { at: "2026-11-22T08:00:01.000Z", actor: "test" };
    expect(explained.ok && explained.value.steps.slice(1)).toMatchObject([
      { ...by, what: "disputed", approver: null, reason: "we brought 4.5 kg" },
      { ...by, what: "dismissed", approver: "basma", reason: "the scale was checked" },
    ]);
  });

  it("does not keep its year from being closed, and may come after that", async () => {
    for (const net of [4_320, 1_000]) await drop(net);
    await dispute();
    const digest = digestOfYear(await bed.store.reliefYear(2026));
    const decision = { number: "3/2027", date: "2027-04-05" };
    const spring = at("2027-04-10T08:00:00.000Z");
    const closing = { year: 2026, decision, digest, signature: "signed" };
    expect(await bed.act("year-close", closing, spring)).toBeNull();
    expect(await dispute(id(2))).toBeNull();
    expect(await named()).toEqual([id(1), id(2)]);
  });

  it("changes nothing that stations work by", async () => {
    await drop(4_320);
    const settings: unknown[] = [];
    const stop = bed.store.onCommit((change) => settings.push(change.settings));
    await dispute();
    await dismiss();
    stop();
    expect(settings).toEqual([[], []]);
  });

  describe("is refused", () => {
    it("of a deposit that there is not", async () => {
      expect([await dispute(), await dismiss()]).toEqual(["no-such-deposit", "no-such-deposit"]);
    });

    it("while one is open", async () => {
      await drop(4_320);
      await dispute();
      const asked = { deposit: id(1), reason: "x", actor: "basma" };
      const again = await bed.store.act({
        ...{ kind: "deposit-dispute", at: at("2026-11-23T08:00:00.000Z"), ...asked },
      });
      const message = `Deposit ${id(1)} is disputed already, since 2026-11-22 by test.`;
      expect(again).toEqual({ ok: false, problem: { code: "disputed-already", message } });
    });

    it("to be dismissed where there is none, or it is settled", async () => {
      await drop(4_320);
      expect(await dismiss()).toBe("not-disputed");
      await dispute();
      await correct(id(1), { net: Grams(4_500) });
      expect(await dismiss()).toBe("not-disputed");
    });

    it("to be dismissed by one person, once there are two, or by the same one twice", async () => {
      await drop(4_320);
      await dispute();
      const by = (actor: string, approver: string | null) => dismiss(id(1), { actor, approver });
      expect(await by("amal", "Amal ")).toBe("same-person");
      for (const person of ["amal", "basma"]) await bed.act("person-add", { person });
      expect(await by("amal", null)).toBe("no-approver");
      expect(await by("amal", "carim")).toBe("no-such-person");
      expect(await by("amal", "basma")).toBeNull();
    });

    it("of what lies in quarantine, until people have decided about it", async () => {
      const entry = bed.station.entry(weigh(1_000));
      await bed.record(bed.station.page([entry]));
      const twin = { ...entry, data: weigh(2_000).data };
      const [conflict] = await bed.record(bed.station.page([twin]));
      const name = `${id(1)}/${conflict?.hash}`;
      expect(await dispute(name)).toBe("undecided");
      expect(await correct(name, { weighedOn: "2026-11-22" })).toBeNull();
      expect(await dispute(name)).toBeNull();
      expect(await named()).toEqual([name]);
    });

    it("of what cannot be read, until people have said what it was", async () => {
      await bed.record(bed.station.drop({ data: { net: -1 } }));
      expect(await dispute()).toBe("undecided");
      const said = { net: Grams(900), stream: "plastic", household: "h001" };
      expect(await correct(id(1), { ...said, weighedOn: "2026-11-22" })).toBeNull();
      expect(await dispute()).toBeNull();
      expect(await bed.store.disputes()).toMatchObject([{ deposit: id(1), bag: { net: 900 } }]);
      const explained = await bed.store.explain(id(1));
      const steps = explained.ok ? explained.value.steps : [];
      expect(steps.map(({ what }) => what)).toEqual(["corrected", "disputed"]);
    });
  });
}
