import { describe, expect, it } from "vitest";
import { feeAccount } from "./fee-account.ts";

const good = {
  account: "W-1001",
  property: "بناية النخيل",
  customer: "20114402",
  households: ["salem-01", "salem-02"],
  served: 3,
  feeMinorUnits: 54_000,
  arrearsMinorUnits: 0,
};

describe("a fee account", () => {
  it.each([
    ["households of its own", {}],
    ["no enrolled household", { households: [] }],
    ["no fee charged yet", { feeMinorUnits: null }],
    ["a fee of zero", { feeMinorUnits: 0 }],
    ["a property that looks like a formula", { property: "=House+1" }],
    ["a property in two rows", { property: "House 1\nGate 2" }],
  ])("may have %s", (_, change) => {
    expect(feeAccount.safeParse({ ...good, ...change }).success).toBe(true);
  });

  it.each([
    ["an account with a space", { account: "W 1001" }],
    ["a customer with a sign", { customer: "2.01E+10" }],
    ["a property without a name", { property: "" }],
    ["a property that begins with a space", { property: " House" }],
    ["a property that ends with a direction mark", { property: "House\u200f" }],
    ["a property of 65 characters", { property: "x".repeat(65) }],
    ["a household twice", { households: ["salem-01", "salem-01"] }],
    ["nobody to serve", { served: 0 }],
    ["100 to serve", { served: 100 }],
    ["part of an agora", { feeMinorUnits: 0.5 }],
    ["a negative fee", { feeMinorUnits: -1 }],
    ["unknown arrears", { arrearsMinorUnits: null }],
    ["a key that nobody knows", { owner: "x" }],
  ])("never has %s", (_, change) => {
    expect(feeAccount.safeParse({ ...good, ...change }).success).toBe(false);
  });
});
