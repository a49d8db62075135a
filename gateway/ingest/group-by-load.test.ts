import { describe, expect, it } from "vitest";
import { groupByLoad } from "./group-by-load.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that is finished by hand, batch by batch. */
function workshop(hands: number, most = 1000) {
  const begun: { batch: readonly number[]; alone: boolean; finish: () => void }[] = [];
  const grouped = groupByLoad<number>(
    (batch, alone) =>
      new Promise((finish) => {
        begun.push({ batch, alone, finish });
      }),
    { hands, most, weightOf: (item) => item },
  );
  return { begun, batches: () => begun.map(({ batch }) => batch), ...grouped };
}

describe("groupByLoad", () => {
  it("begins a batch of one at once, and gathers the rest meanwhile", async () => {
    const { add, begun, batches } = workshop(1);
    add(1);
    await turn();
    for (const item of [2, 3, 4]) add(item);
    await turn();
    expect(batches()).toEqual([[1]]);
    begun[0]?.finish();
    await turn();
    await turn();
    expect(batches()).toEqual([[1], [2, 3, 4]]);
  });

  it("says whether a batch is all there is", async () => {
    const { add, begun } = workshop(2);
    add(1);
    await turn();
    add(2);
    await turn();
    expect(begun.map(({ alone }) => alone)).toEqual([true, false]);
  });

  it("shares what waits among free hands, in order", async () => {
    const { add, batches } = workshop(2);
    for (const item of [1, 2, 3, 4, 5]) add(item);
    await turn();
    expect(batches()).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it("cuts a batch that is too heavy, but not below one", async () => {
    const { add, begun, batches, drained } = workshop(1, 10);
    for (const item of [6, 4, 1, 50, 2]) add(item);
    const end = drained();
    for (let index = 0; index < 4; index++) {
      await turn();
      begun[index]?.finish();
      await turn();
    }
    expect(batches()).toEqual([[6, 4], [1], [50], [2]]);
    await end;
  });

  it("is drained when nothing was ever added", async () => {
    await workshop(1).drained();
  });
});
