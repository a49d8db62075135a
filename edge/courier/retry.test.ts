import { describe, expect, it } from "vitest";
import { verdictOf } from "#simulators/gateway/scripted-gateway.ts";
import { courierBed, HOUR, SECOND, silent } from "./bed.fixture.ts";

const bed = courierBed();
const { connect, meetOnce, drop, drops, sentRanges, alarms, start } = bed;

describe("what has no receipt", () => {
  it("is sent again after 30 s, doubling to 10 min", () => {
    meetOnce();
    bed.gateway.answer(silent);
    drop();
    bed.line.connect();
    const times: number[] = [];
    for (let sent = 1; times.length < 7; bed.timers.pass(SECOND)) {
      if (bed.gateway.pages.length === sent) continue;
      times.push(bed.timers.now() / SECOND);
      sent = bed.gateway.pages.length;
    }
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(gaps).toEqual([30, 60, 120, 240, 480, 600, 600]);
  });

  it("is sent again after each connect", () => {
    bed.gateway.answer(silent);
    drop();
    connect();
    for (let times = 2; times <= 4; times += 1) {
      bed.line.drop();
      bed.line.connect();
      expect(bed.gateway.pages).toHaveLength(times);
    }
  });

  it("is sent again after a restart of the program", () => {
    bed.gateway.answer(silent);
    drop();
    connect();
    bed.line.drop();
    start();
    connect();
    expect(sentRanges()).toEqual(["1-1", "1-1"]);
  });

  it("does not hold back the rest of the backlog", () => {
    bed.gateway.answer(({ seq, hash }) => (seq === 2 ? null : { hash, outcome: "posted" }));
    drops(3);
    connect();
    expect([...bed.outbox.waiting()].map(({ seq }) => seq)).toEqual([2]);
    bed.timers.pass(30 * SECOND);
    expect(sentRanges()).toEqual(["1-3", "2-2"]);
  });
});

describe("what is deferred", () => {
  it("alone of its page backs off alone, and the others go on", () => {
    bed.gateway.answer(({ seq, hash }) =>
      seq === 2 ? { outcome: "deferred" } : { hash, outcome: "posted" },
    );
    meetOnce();
    drops(3);
    bed.line.connect();
    drop();
    bed.timers.pass(30 * SECOND);
    expect(sentRanges()).toEqual(["1-3", "4-4", "2-2"]);
  });

  it("as a whole page twice is halved", () => {
    meetOnce();
    bed.gateway.answer(verdictOf("deferred"));
    drops(4);
    bed.line.connect();
    bed.timers.pass(30 * SECOND);
    bed.timers.pass(60 * SECOND);
    bed.timers.pass(120 * SECOND);
    bed.timers.pass(240 * SECOND);
    expect(sentRanges()).toEqual(["1-4", "1-4", "1-2", "1-2", "1-1"]);
  });

  it("lets the good ones through in the end, and pages grow again", () => {
    bed.gateway.answer(verdictOf("deferred"));
    drops(8);
    connect();
    bed.timers.pass(2 * HOUR);
    bed.gateway.answer(({ seq, hash }) =>
      seq === 1 ? { outcome: "deferred" } : { hash, outcome: "posted" },
    );
    bed.timers.pass(2 * HOUR);
    expect([...bed.outbox.waiting()].map(({ seq }) => seq)).toEqual([1]);
  });

  it("for a day is tried once an hour and alarmed once", () => {
    connect();
    bed.gateway.answer(verdictOf("deferred"));
    drop();
    bed.timers.pass(25 * HOUR);
    const before = bed.gateway.pages.length;
    bed.timers.pass(10 * HOUR);
    expect(bed.gateway.pages.length - before).toBe(10);
    expect(alarms()).toHaveLength(1);
    expect(bed.outbox.depth()).toBe(1);
  });
});
