import { describe, expect, it } from "vitest";
import { openQueues } from "./queues.ts";

const plan = { seed: 1, originMs: Date.parse("2026-11-22T20:15:00Z"), stations: 3 };

/** Serves whoever comes first, so many times. */
function serve(queues: ReturnType<typeof openQueues>, times: number) {
  return Array.from({ length: times }, () => {
    const station = [0, 1, 2].find((it) => queues.first(it).atMs === queues.nextMs()) ?? 0;
    const visit = queues.first(station);
    queues.begin(station);
    return visit;
  });
}

describe("the queues at the stations", () => {
  it("hold each visit once, at its station, in the order of time", () => {
    const visits = serve(openQueues(plan, []), 60);
    expect(new Set(visits).size).toBe(60);
    const times = visits.map(({ atMs }) => atMs);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
  });

  it("go on after a restart with those whose turn had not come", () => {
    const whole = serve(openQueues(plan, []), 60);
    const before = openQueues(plan, []);
    const served = serve(before, 25);
    const after = openQueues(plan, before.begun());
    expect([...served, ...serve(after, 35)]).toEqual(whole);
    expect(after.begun().reduce((sum, count) => sum + count)).toBe(60);
  });
});
