import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseReliefRule } from "./document.ts";
import { checkRulePublication, checkRuleWithdrawal, DEFAULT_RULE, ruleIn } from "./rules.ts";

const path = new URL("../../docs/examples/relief-rule.toml", import.meta.url);
const example = readFileSync(path, "utf8");
const parsed = parseReliefRule(example);
if (!parsed.ok) throw new Error(parsed.problem.message);
const rule = parsed.value;
const from = (validFrom: number) => ({ ...rule, id: `r-${validFrom}`, validFrom });

describe("the rule in force", () => {
  const published = [from(2028), from(2026), from(2031)];
  it.each([
    [2025, "default"],
    [2026, "r-2026"],
    [2027, "r-2026"],
    [2028, "r-2028"],
    [2030, "r-2028"],
    [2040, "r-2031"],
  ])("in %i is %s", (year, id) => {
    expect(ruleIn(year, published).id).toBe(id);
  });
});

describe("publishing", () => {
  it.each([
    ["the first, from this year on", 2026, [], "accepted"],
    ["the first, later", 2029, [], "accepted"],
    ["the first, too late", 2025, [], "relief-rule-too-late"],
    ["the next, before it begins", 2027, [from(2026)], "accepted"],
    ["the next, within its year", 2026, [from(2025)], "relief-rule-too-late"],
    ["a second for the same year", 2027, [from(2027)], "relief-rule-overlaps"],
  ])("%s (%i)", (_, validFrom, published, outcome) => {
    const checked = checkRulePublication({ ...from(validFrom), id: "new" }, published, 2026);
    expect(checked.ok ? "accepted" : checked.problem.code).toBe(outcome);
  });

  it.each(["r-2026", "default"])("refuses the id %s, which is taken", (id) => {
    const checked = checkRulePublication({ ...from(2027), id }, [from(2026)], 2026);
    expect(checked.ok ? "" : checked.problem.message).toContain(`already has the id ${id}`);
  });
});

describe("withdrawing", () => {
  const published = [from(2026), from(2028)];
  it.each([
    ["one that begins next year", "r-2028", 2027, [2026, 2027], "accepted"],
    ["one that begins now", "r-2028", 2028, [], "relief-rule-began"],
    ["one that began long ago", "r-2026", 2027, [], "relief-rule-began"],
    ["one that decided in its year", "r-2028", 2027, [2026, 2028], "relief-rule-used"],
    ["one that decided in a later year", "r-2028", 2027, [2031], "relief-rule-used"],
    ["one before another that decided", "r-2026", 2025, [2028], "accepted"],
    ["one that there is not", "r-2027", 2026, [], "no-such-relief-rule"],
    ["what a scheme has without a rule", "default", 2026, [], "no-such-relief-rule"],
  ])("%s (%s in %i)", (_, id, latestYear, decided, outcome) => {
    const checked = checkRuleWithdrawal(id, published, { latestYear, decided });
    expect(checked.ok ? "accepted" : checked.problem.code).toBe(outcome);
  });

  it("leaves room for another rule of the same id and year", () => {
    const left = published.filter(({ id }) => id !== "r-2028");
    expect(checkRulePublication(from(2028), left, 2027).ok).toBe(true);
  });

  it("names what there is", () => {
    const none = checkRuleWithdrawal("r-2027", [], { latestYear: 2026, decided: [] });
    expect(none.ok ? "" : none.problem.message).toBe(
      "There is no relief rule r-2027; published: none.",
    );
  });
});

describe("a year that has a rule", () => {
  it("gets no second one, and the refusal names the first", () => {
    const checked = checkRulePublication({ ...from(2027), id: "new" }, [from(2027)], 2026);
    const message = expect.stringMatching(/^Relief rule r-2027 already has a beginning in 2027/);
    expect(checked).toMatchObject({ problem: { message } });
  });
});

describe("parseReliefRule", () => {
  it("reads the example of the docs: the curve of a scheme without a rule", () => {
    expect(rule).toEqual({
      ...DEFAULT_RULE,
      id: "beitillo-relief-2026",
      validFrom: 2026,
      decision: { number: "8/2026", date: "2026-10-20" },
    });
  });

  it("fills in what a clerk may leave out", () => {
    const short = example.replace(/^(cut_off|basis|verified_scale_demanded).*\n/gm, "");
    expect(parseReliefRule(short)).toEqual({ ok: true, value: rule });
  });

  it.each([
    ["points = 4200", "points = 400", /^curve.entry 2: not monotonic: 50 % at 400 points after/],
    ["percent = 50", "percent = 9", /not monotonic: 9 % at 4200 points after 10 % at 400 points/],
    ["percent = 50", "percent = 101", /^curve.entry 2.percent/],
    ["percent = 50", "percent = 50.5", /^curve.entry 2.percent/],
    ["points = 400,", "points = -1,", /^curve.entry 1.points/],
    ['cut_off = "03-31"', 'cut_off = "02-29"', /^cut_off: not a day that every year has/],
    ['cut_off = "03-31"', 'cut_off = "31 March"', /^cut_off: not a day like 03-31/],
    ["# ceiling_minor_units = 10000", "ceiling_minor_units = -1", /^ceiling_minor_units/],
    ['basis = "household"', 'basis = "card"', /^basis/],
    ["valid_from = 2026", 'valid_from = "2026"', /^valid_from/],
    ["valid_from = 2026", "validFrom = 2026", /^unknown key validFrom: write valid_from\.$/],
    ["points = 4200", "points = 4200, perCent = 1", /^unknown key perCent: write per_cent\.$/],
    ["[decision]", "[decision", /^Line \d+ is not TOML/],
  ])("refuses %s turned into %s", (good, bad, message) => {
    expect(example).toContain(good);
    const refused = parseReliefRule(example.replace(good, bad));
    expect(refused.ok ? "" : refused.problem.message).toMatch(message);
  });
});
