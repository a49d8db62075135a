import { assert } from "#contract/assert.ts";
import { type Plan, planVisits } from "../village/plan.ts";
import type { Visit } from "../village/visit.ts";

/** Who stands in line at each station, from one endless plan. */
export type Queues = {
  /** The first in line there, who stays in line. */
  first(station: number): Visit;
  /** That one's turn has come. */
  begin(station: number): void;
  /** Village ms since the village began at which the next of all comes. */
  nextMs(): number;
  /** How many visits each station has seen begin since the village began. */
  begun(): readonly number[];
};

/** @param begunBefore visits that an earlier run has seen begin, by station */
export function openQueues(plan: Plan, begunBefore: readonly number[]): Queues {
  const visits = planVisits(plan);
  const lines: Visit[][] = Array.from({ length: plan.stations }, () => []);
  const begun = lines.map(() => 0);
  const lineAt = (station: number): Visit[] => {
    const line = lines[station];
    assert(line !== undefined, `no station ${station}`);
    return line;
  };
  const first = (station: number): Visit => {
    for (;;) {
      const [visit] = lineAt(station);
      if (visit !== undefined) return visit;
      const { value: next } = visits.next();
      lineAt(next.station).push(next);
    }
  };
  const begin = (station: number) => {
    first(station);
    lineAt(station).shift();
    begun[station] = (begun[station] ?? 0) + 1;
  };
  for (const [station, count] of begunBefore.entries()) {
    for (let visit = 0; visit < count; visit += 1) begin(station);
  }
  return {
    first,
    begin,
    nextMs: () => Math.min(...lines.map((_, station) => first(station).atMs)),
    begun: () => [...begun],
  };
}
