import { beforeEach, describe, expect, it } from "vitest";
import { SAMPLE_TIME_MS } from "#simulators/gateway/samples.ts";
import { verdictOf } from "#simulators/gateway/scripted-gateway.ts";
import { courierBed, HOUR, SECOND, silent } from "./bed.fixture.ts";

const bed = courierBed();
const { connect, drop, start } = bed;

describe("time", () => {
  beforeEach(() => {
    bed.clockIs("unset");
  });

  it("is learned from a fresh outcome, and the undated deposit goes once more", () => {
    connect();
    drop();
    expect(bed.learned).toEqual([SAMPLE_TIME_MS]);
    expect(bed.gateway.pages.map(({ page }) => page.sent.clock)).toEqual(["unset", "synced"]);
    bed.timers.pass(HOUR);
    expect(bed.gateway.pages).toHaveLength(2);
  });

  it("is not learned from a repeated outcome", () => {
    connect();
    bed.gateway.answer(({ hash }) => ({ hash, outcome: "held", repeat: true }));
    drop();
    expect(bed.learned).toEqual([]);
  });

  it("is not learned 10 s after the first sending", () => {
    connect();
    bed.gateway.answer(silent);
    drop();
    bed.gateway.answer(verdictOf("held"));
    bed.timers.pass(30 * SECOND);
    expect(bed.outbox.depth()).toBe(0);
    expect(bed.learned).toEqual([]);
  });

  it("is not learned from an entry of an earlier run: it may have been sent before", () => {
    drop();
    start();
    connect();
    expect(bed.outbox.depth()).toBe(0);
    expect(bed.learned).toEqual([]);
  });

  it("from NTP makes the undated deposits go once more", () => {
    connect();
    bed.gateway.answer(({ hash }) => ({ hash, outcome: "held", repeat: true }));
    drop();
    bed.clockIs("synced");
    bed.timers.pass(HOUR);
    expect(bed.gateway.pages.map(({ page }) => page.sent.clock)).toEqual(["unset", "synced"]);
  });
});
