import { describe, expect, it } from "vitest";
import { verdictOf } from "#simulators/gateway/scripted-gateway.ts";
import { courierBed, SECOND, silent } from "./bed.fixture.ts";

const bed = courierBed();
const { connect, drop, drops, sentRanges } = bed;

describe("sending", () => {
  it("sends a drop at once, in a page of one", () => {
    connect();
    drop();
    drop();
    expect(sentRanges()).toEqual(["1-1", "2-2"]);
    expect(bed.courier.isIdle()).toBe(true);
  });

  it("sends what waited in long pages", () => {
    drops(3);
    connect();
    expect(sentRanges()).toEqual(["1-3"]);
  });

  it("lets a drop pass the backlog", () => {
    bed.gateway.answer(silent);
    drops(3);
    connect();
    drop();
    expect(sentRanges()).toEqual(["1-3", "4-4"]);
  });

  it("has one page of a kind under way, and lets a live one wait at most 5 s", () => {
    connect();
    bed.gateway.answer(silent);
    drop();
    drop();
    expect(sentRanges()).toEqual(["1-1"]);
    bed.timers.pass(5 * SECOND);
    expect(sentRanges()).toEqual(["1-1", "2-2"]);
  });

  it("makes pages only as long as the line carries in 2 s", async () => {
    const slow = Promise.withResolvers<void>();
    drops(40);
    bed.line.acknowledgeAfter(slow.promise);
    bed.gateway.answer(silent);
    connect();
    const [page] = bed.gateway.pages;
    expect(page?.page.entries.length).toBeLessThan(8);
    bed.timers.pass(4 * SECOND); // 1 kB/s: what goes next is half as long
    slow.resolve();
    await slow.promise;
    await Promise.resolve();
    bed.gateway.answer(verdictOf("posted"));
    bed.timers.pass(30 * SECOND);
    const again = bed.gateway.pages[1];
    expect(again?.page.entries.length).toBeLessThan(page?.page.entries.length ?? 0);
  });

  it("cuts and signs anew at every sending, around the same bytes", () => {
    bed.gateway.answer(silent);
    drop();
    connect();
    bed.timers.pass(30 * SECOND);
    const [one, two] = bed.gateway.pages;
    expect(one?.page.entries).toEqual(two?.page.entries);
    expect(one?.page.sent.uptimeMs).not.toBe(two?.page.sent.uptimeMs);
  });

  it("tells how it is, and says goodbye", async () => {
    drop();
    bed.gateway.answer(silent);
    connect();
    expect(JSON.parse(bed.gateway.health[0] ?? "")).toMatchObject({
      outbox: { depth: 1, deadLetters: 0 },
      fill: [{ stream: "plastic", grams: 4320 }],
    });
    await bed.courier.close();
    expect(bed.line.closedWith).toMatchObject([{ payload: "offline", retain: true }]);
  });
});
