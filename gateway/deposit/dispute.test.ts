import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { checkDismissal, checkDispute } from "./dispute.ts";

const name = "beitillo/beitillo-01/3/1042";
const since = utcTime(EpochMs(Date.UTC(2026, 10, 22, 8)));
const open = { since, by: "amal" };

describe("a dispute", () => {
  it("is taken of whatever counts or waits", () => {
    expect(checkDispute({ name, counts: true, open: null })).toEqual({ ok: true, value: null });
  });

  it.each([
    ["undecided", { counts: false, open: null }, /lies in quarantine.*"held release"/],
    [
      "disputed-already",
      { counts: true, open },
      /1042 is disputed already, since 2026-11-22 by amal\.$/,
    ],
  ])("is refused as %s", (code, state, message) => {
    const problem = { code, message: expect.stringMatching(message) };
    expect(checkDispute({ name, ...state })).toEqual({ ok: false, problem });
  });
});

describe("a dismissal", () => {
  it("is taken of what is disputed", () => {
    expect(checkDismissal({ name, counts: true, open })).toEqual({ ok: true, value: null });
  });

  it("is refused of what is not", () => {
    const problem = { code: "not-disputed", message: expect.stringContaining("deposit disputes") };
    expect(checkDismissal({ name, counts: true, open: null })).toEqual({ ok: false, problem });
  });
});
