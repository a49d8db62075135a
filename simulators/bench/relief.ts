import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import type { Store } from "#gateway/store/store.ts";
import type { Report } from "../report.ts";
import { depositsOf, fillYear, householdOf, YEAR, type YearSize } from "./relief-year.ts";
import { median, percentile, rounded } from "./statistics.ts";

const GOAL = { statementsMs: 1_000, householdP95Ms: 5, replaySeconds: 60 } as const;
const ROUNDS = 5;
const FULL: YearSize = { households: 720, bagsAMonth: 7 };
const FACTS = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};

/** A year of 720 households and some 300,000 deposits: told whole, told for one, and built anew. */
export async function benchRelief(
  log: (line: string) => void,
  size: YearSize = FULL,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "qamama-bench-"));
  const store = openSqliteStore(join(folder, "year.db"), FACTS);
  const again = openSqliteStore(join(folder, "again.db"), FACTS);
  try {
    const fillMs = await timed(() => fillYear(store, size));
    log(`filled with ${depositsOf(size)} deposits in ${rounded(fillMs / 1_000)} s`);
    const statementsMs = await statementsOf(store, size);
    log(`statements: ${JSON.stringify(statementsMs)}`);
    const householdsMs = await householdsOf(store, size);
    const before = process.cpuUsage();
    const replayMs = await timed(() => again.replay(store.events()));
    const { user, system } = process.cpuUsage(before);
    const replayCpuMs = (user + system) / 1_000;
    await expectEqual(store, again);
    return reportOf({ size, statementsMs, householdsMs, replayMs, replayCpuMs });
  } finally {
    await Promise.all([store.close(), again.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function statementsOf(store: Store, { households }: YearSize): Promise<readonly number[]> {
  const all: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    all.push(
      await timed(async () => {
        const { sums } = await store.reliefYear(YEAR);
        if (sums.households !== households || sums.milliPoints === 0) throw new Error("no year");
      }),
    );
  }
  return all;
}

/** Balance and statement of each household in turn, as a person at a desk asks for them. */
async function householdsOf(store: Store, { households }: YearSize): Promise<readonly number[]> {
  const all: number[] = [];
  for (let index = 0; index < households; index += 1) {
    const household = householdOf(index);
    all.push(
      await timed(async () => {
        await store.household(household);
        await store.reliefYear(YEAR, { household });
      }),
    );
  }
  return all;
}

async function expectEqual(one: Store, other: Store): Promise<void> {
  const [digests, others] = [await one.digests(), await other.digests()];
  if (JSON.stringify(digests) !== JSON.stringify(others)) throw new Error("the replay differs");
}

function reportOf(measured: {
  readonly size: YearSize;
  readonly statementsMs: readonly number[];
  readonly householdsMs: readonly number[];
  readonly replayMs: number;
  /** What of it this process computed: on a shared machine the rest is waiting. */
  readonly replayCpuMs: number;
}): Report {
  const { size, householdsMs, replayMs } = measured;
  const statementsMs = rounded(median(measured.statementsMs));
  const householdMs = rounded(median(householdsMs));
  const householdP95Ms = rounded(percentile(householdsMs, 0.95));
  const replaySeconds = rounded(replayMs / 1_000);
  const replayCpuSeconds = rounded(measured.replayCpuMs / 1_000);
  const met =
    statementsMs <= GOAL.statementsMs &&
    householdP95Ms <= GOAL.householdP95Ms &&
    replaySeconds <= GOAL.replaySeconds;
  const village = { households: size.households, deposits: depositsOf(size) };
  const figures = { statementsMs, householdMs, householdP95Ms, replaySeconds, replayCpuSeconds };
  return { ...village, ...figures, goal: GOAL, met };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
