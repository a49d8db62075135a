import { describe, expect, it } from "vitest";
import type { Chain, Hash } from "#contract/ids.ts";
import { parsePage } from "#contract/page.ts";
import { chainKeyOf, judge, pageOf } from "./judge.ts";
import { signingStation } from "./sample-pages.ts";

describe("a page judged on another thread", () => {
  const station = signingStation();
  const foreign = { ...station.entry(), chain: `${"F".repeat(21)}A` };
  const bag = {};
  const tooLight = { data: { net: 0 } };

  it.each([
    ["one good entry", station.cut([bag])],
    ["two hundred", station.cut(Array(200).fill(bag))],
    ["a malformed entry among good ones", station.cut([bag, tooLight, bag])],
    [
      "another kind",
      station.cut([{ kind: "emptied", data: { bin: "plastic", deep: [{ a: null }] } }]),
    ],
    ["an entry of another chain", { ...station.page([foreign]), ...station.signed([foreign]) }],
  ])("is the same page here: %s", (_what, { range, payload }) => {
    const key = station.key.publicJwk;
    const verdict = structuredClone(judge({ raw: payload.toString("latin1"), range, key }));
    const here = parsePage(payload, range, chainKeyOf(range.chain, key));
    expect(here.ok).toBe(true);
    expect(pageOf(verdict, range)).toEqual(here);
  });

  it.each([
    ["bad-signature", (text: string) => `${text.slice(0, -4)}AAAA`],
    ["bad-signature", () => "\u00ff\u0000 not a JWS"],
    ["bad-signature", () => ""],
  ])("has the same fault: %s", (problem, spoil) => {
    const { range, payload } = station.cut();
    const job = { raw: spoil(payload.toString("latin1")), range, key: station.key.publicJwk };
    expect(pageOf(judge(job), range)).toEqual({ ok: false, problem });
  });

  it("is unreadable where its topic says something else", () => {
    const { range, payload } = station.cut();
    const other = { ...range, first: range.first + 1, last: range.last + 1 };
    const job = { raw: payload.toString("latin1"), range: other, key: station.key.publicJwk };
    expect(judge(job)).toEqual({ ok: false, problem: "unreadable" });
  });

  it("throws when the registered key is no key: a bug, since acts name only good ones", () => {
    const { range, payload } = station.cut();
    const key = { ...station.key.publicJwk, x: "" as Hash };
    const unknown = { ...range, chain: `${"U".repeat(21)}A` as Chain };
    expect(() => judge({ raw: payload.toString("latin1"), range: unknown, key })).toThrow();
  });
});
