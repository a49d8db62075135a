import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { ChainSettings, Settings } from "#contract/settings.ts";
import { chainsToEnrol, reasonToLeave } from "./standing.ts";

const [older, newer] = [generateSigningKey().id, generateSigningKey().id];
const end = (chain: typeof older, lastSeq = 10, pending = 0) => ({ chain, lastSeq, pending });
const settingsWith = (...chains: Partial<ChainSettings>[]): Settings => ({
  v: 1,
  scheme: "beitillo",
  station: "beitillo-01",
  keysVersion: 1,
  version: 1,
  at: utcTime(0),
  streams: [],
  currency: { code: "QAM", minorUnits: 2 },
  timeZone: "Asia/Hebron",
  chains: chains.map((it) => ({ chain: older, number: 1, state: "open", next: 11, ...it })),
  restored: null,
});

describe("reasonToLeave", () => {
  it.each<[string, ChainSettings["state"], number, string | null]>([
    ["in step", "open", 11, null],
    ["ahead of the gateway", "open", 3, null],
    ["behind the gateway", "open", 12, "rolled-back"],
    ["revoked", "revoked", 11, "revoked"],
  ])("a chain that is %s", (_, state, next, reason) => {
    expect(reasonToLeave(end(older), settingsWith({ state, next }))).toBe(reason);
  });

  it("is none for a chain that is not listed: it asks, and weighs on", () => {
    expect(reasonToLeave(end(older), settingsWith())).toBeNull();
  });
});

describe("chainsToEnrol", () => {
  it("asks for the chain that is weighed into, and for older ones that still hold something", () => {
    expect(chainsToEnrol([end(older, 10, 2), end(newer)], settingsWith())).toEqual([older, newer]);
    expect(chainsToEnrol([end(older), end(newer)], settingsWith())).toEqual([newer]);
  });

  it("does not ask for what is listed, and asks when no settings are known", () => {
    expect(chainsToEnrol([end(older)], settingsWith({}))).toEqual([]);
    expect(chainsToEnrol([end(older)], null)).toEqual([older]);
  });
});
