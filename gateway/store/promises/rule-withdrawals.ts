import { expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { DEFAULT_RULE } from "../../relief/rules.ts";
import { digestOfYear } from "../digest-of-year.ts";
import { at } from "../sample-station.ts";
import { NOW, type OpenStore, testbed, weigh } from "./testbed.ts";

const NEXT = { ...DEFAULT_RULE, id: "next", validFrom: 2027, cutOff: "01-31" };
/** When a clock that is five minutes ahead shows 2027, in winter time. */
const ALMOST = at("2026-12-31T21:55:00.000Z");

export function promisesOfRuleWithdrawals(open: OpenStore): void {
  const bed = testbed(open);
  const publish = (rule: object = NEXT, more: object = {}) =>
    bed.act("relief-rule-publish", { rule, ...more });
  const withdraw = (time = NOW, more: object = {}) =>
    bed.act("relief-rule-withdraw", { rule: "next", ...more }, time);
  const ruleOf = async (year: number) => (await bed.store.reliefYear(year)).rule;

  it("leaves the year to the rule before it, and its id and year to another", async () => {
    await publish({ ...NEXT, id: "first", validFrom: 2026 });
    await publish();
    expect(await ruleOf(2027)).toBe("next");
    expect(await withdraw()).toBeNull();
    expect(await ruleOf(2027)).toBe("first");
    expect(await publish({ ...NEXT, cutOff: "02-28" })).toBeNull();
    expect(await ruleOf(2027)).toBe("next");
  });

  it("is possible until a clock may show the rule's year, and not after that", async () => {
    await publish();
    expect(await withdraw(ALMOST)).toBe("relief-rule-began");
    expect(await withdraw(EpochMs(ALMOST - 1))).toBeNull();
  });

  it("is refused where the gateway's clock was set back behind what the rule decided", async () => {
    await publish();
    const weighed = at("2027-01-02T08:00:00.000Z");
    const entry = bed.station.entry({ at: weighed, ...weigh(1_000) });
    await bed.record(bed.station.page([entry], { receivedAt: weighed }));
    expect(await withdraw()).toBe("relief-rule-used");
  });

  it("is refused where the gateway's clock was set back behind a closing by the rule", async () => {
    await publish();
    for (const year of [2026, 2027]) {
      const digest = digestOfYear(await bed.store.reliefYear(year));
      const decision = { number: "3", date: "2028-04-05" };
      const closing = { year, decision, digest, signature: "signed" };
      expect(await bed.act("year-close", closing, at("2028-04-10T08:00:00.000Z"))).toBeNull();
    }
    expect(await withdraw()).toBe("relief-rule-used");
  });

  it("is refused of a rule that there is not, or is withdrawn already", async () => {
    expect(await withdraw()).toBe("no-such-relief-rule");
    await publish();
    await withdraw();
    expect(await withdraw()).toBe("no-such-relief-rule");
  });

  it("takes two people once there are two, and never the same one twice", async () => {
    await publish();
    const by = (actor: string, approver: string | null) => withdraw(NOW, { actor, approver });
    expect(await by("amal", "Amal ")).toBe("same-person");
    for (const person of ["amal", "basma"]) await bed.act("person-add", { person });
    expect(await by("amal", null)).toBe("no-approver");
    expect(await by("amal", "carim")).toBe("no-such-person");
    expect(await by("amal", "basma")).toBeNull();
  });

  it("takes with it that one person alone had decided the rule", async () => {
    const alone = async () => (await bed.store.reliefYear(2027)).statements[0]?.singlePerson;
    await publish();
    expect(await alone()).toContain("next");
    await withdraw();
    for (const person of ["amal", "basma"]) await bed.act("person-add", { person });
    await publish(NEXT, { actor: "amal", approver: "basma" });
    expect(await alone()).not.toContain("next");
  });
}
