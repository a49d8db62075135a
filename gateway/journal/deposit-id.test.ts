import { describe, expect, it } from "vitest";
import { parseDepositId, slipIdOf } from "./deposit-id.ts";

const HASH = `${"h".repeat(42)}A`;
const CHAIN = "c".repeat(22);
const parsed = (text: string) => {
  const id = parseDepositId(text, "beitillo");
  return id.ok ? id.value : null;
};

describe("parseDepositId", () => {
  it.each([
    ["beitillo/beitillo-01/3/1042", { chain: 3, seq: 1042, hash: null }],
    ["beitillo-01/3/1042", { chain: 3, seq: 1042, hash: null }],
    [`beitillo-01/${CHAIN}/1042`, { chain: CHAIN, seq: 1042, hash: null }],
    [`beitillo/beitillo-01/3/1042/${HASH}`, { chain: 3, seq: 1042, hash: HASH }],
    ["beitillo/beitillo-01/manual/17", { slip: "17" }],
    ["beitillo-01/manual/A-17", { slip: "A-17" }],
    [`beitillo-01/manual/${"9".repeat(32)}`, { slip: "9".repeat(32) }],
  ])("reads %s", (text, rest) => {
    expect(parsed(text)).toEqual({ station: "beitillo-01", ...rest });
  });

  it("takes a station for a station that has its scheme's name", () => {
    expect(parsed("beitillo/manual/17")).toEqual({ station: "beitillo", slip: "17" });
    expect(parsed("beitillo/beitillo/3/1")).toMatchObject({ station: "beitillo", chain: 3 });
  });

  it.each([
    "",
    "17",
    "beitillo-01/manual",
    "beitillo-01/manual/",
    "beitillo-01/manual/-17",
    "beitillo-01/manual/17 18",
    "beitillo-01/manual/١٧",
    `beitillo-01/manual/${"9".repeat(33)}`,
    `beitillo-01/manual/17/${HASH}`,
    "elsewhere/beitillo-01/manual/17",
    "Beitillo-01/manual/17",
    "beitillo-01/0/1",
    "beitillo-01/3/0",
    "beitillo-01/3/2147483648",
    "beitillo-01/3/1/hash",
    `beitillo-01/3/1/${HASH}/more`,
  ])("refuses %j", (text) => {
    const forms = "beitillo/STATION/CHAIN/SEQ, or beitillo/STATION/manual/SLIP";
    const problem = `"${text}" names no deposit: write it as ${forms}.`;
    expect(parseDepositId(text, "beitillo")).toEqual({ ok: false, problem });
  });
});

it("slipIdOf writes what parseDepositId reads", () => {
  const id = { station: "beitillo-01", slip: "A-17" };
  expect(parsed(slipIdOf(id))).toEqual(id);
});
