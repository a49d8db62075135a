import { householdsOf } from "../village/households.ts";
import type { DemoOptions } from "./args.ts";
import { readBooks } from "./books.ts";
import type { Demo } from "./demo.ts";
import { folderAt, takeFolder } from "./folder.ts";
import { namesOf } from "./names.ts";
import { openPace } from "./pace.ts";
import { banner, depositLine, faultsOf, type Names, summary } from "./print.ts";
import { openQueues } from "./queues.ts";
import { openStage, type Stage } from "./stage.ts";
import { counted, noDeposits, openReceiptMatcher, type Tally } from "./tally.ts";
import { keysOf } from "./tariff.ts";
import { WORDS } from "./text.ts";
import { openVillage } from "./village.ts";
import { runVisits } from "./visits.ts";

/**
 * The village lives until it is stopped, or until it has brought the deposits that were asked for.
 *
 * @returns the exit code @throws ForeignFolder, CannotRun
 */
export async function runDemo(options: DemoOptions, stop: AbortSignal, say: Demo["say"]) {
  const folder = folderAt(options.data);
  const letGo = takeFolder(folder);
  try {
    const demo: Demo = { options, folder, stop, say };
    const run = await live(demo);
    return options.once === null ? 0 : await settleUp(run, options.once, demo);
  } finally {
    letGo();
  }
}

type Run = { readonly tally: Tally; readonly names: Names };

async function live(demo: Demo): Promise<Run> {
  const { options, folder, stop, say } = demo;
  const village = openVillage(folder, options);
  await using parts = new AsyncDisposableStack();
  parts.defer(() => village.close());
  const match = openReceiptMatcher((receipt) => {
    tally = counted(tally, receipt);
    say(depositLine(receipt, options.language, names));
    if (tally.deposits === options.once) enough.abort();
  });
  const stage = parts.use(await openStage(demo, village, match));
  const names = namesOf(householdsOf(village.record().seed), stage.tariff, folder.cardKey);
  const enough = new AbortController();
  let tally = noDeposits;

  say(banner(options, folder));
  await receive(demo, stage, village, AbortSignal.any([stop, enough.signal]));
  say(WORDS[options.language].stopping);
  await stage.drain(stop.aborted ? STOPPED_DRAIN_MS : DRAIN_MS);
  return { tally, names };
}

/** Real ms: a person who pressed Ctrl-C does not wait for long. */
const STOPPED_DRAIN_MS = 5000;
const DRAIN_MS = 30_000;

async function receive(
  { options, stop }: Demo,
  stage: Stage,
  village: ReturnType<typeof openVillage>,
  noMore: AbortSignal,
): Promise<void> {
  const { seed, originMs, begun } = village.record();
  const { speed, once } = options;
  const queues = openQueues({ seed, originMs, stations: stage.sites.length }, begun);
  const pace = openPace(village.master, options);
  await village.master.turn({ rate: speed });
  await runVisits({
    clock: village.master.clock,
    pace,
    queues,
    sites: stage.sites,
    keyOf: keysOf(stage.tariff),
    originMs,
    speed,
    hurried: once !== null,
    noMore,
    calledOff: stop,
    allQuiet: stage.allQuiet,
    onBegin: () => village.keep({ begun: [...queues.begun()] }),
  });
}

/** What was promised of a run with an end: as many deposits, nothing left behind, and all sums zero. */
async function settleUp({ tally, names }: Run, wanted: number, { options, folder, say }: Demo) {
  const books = await readBooks(folder);
  say(summary(tally, books, options.language, names));
  const faults = faultsOf(tally, books, wanted, options.language);
  say(faults.length === 0 ? WORDS[options.language].well : faults.join("\n"));
  return faults.length === 0 ? 0 : 1;
}
