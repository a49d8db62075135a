import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserPage, NoBrowser, openBrowserPage } from "../browser/chromium.ts";
import { freePort } from "../processes/free-port.ts";
import { openPty } from "../pty/pty.ts";
import { rdm6300Frame } from "../reader/rdm6300.ts";
import type { Report } from "../report.ts";
import { openScale } from "../scale/far-end.ts";
import { mtSicsScale } from "../scale/mt-sics.ts";
import { openPlatform, type Platform } from "../scale/platform.ts";
import { openRandom } from "../village/random.ts";
import { latenciesOf, type Seen } from "./kiosk-latency.ts";
import { isReady, run, stop } from "./station-program.ts";
import { median, percentile, rounded } from "./statistics.ts";

type Size = { readonly loads: readonly [at10: number, at80: number] };
const FULL: Size = { loads: [12, 8] };
const GOAL = { p95MsAtMost: 200 } as const;
const TAG = "62E3086CED";
/** g of the loads: any that a household brings. */
const [LIGHTEST, HEAVIEST] = [1_000, 9_000];

/**
 * From the moment at which a scale has written a frame with a new weight to the moment at which a browser has
 * painted it: a simulated scale on a serial line, the station's own process, its kiosk, and Chromium.
 */
export async function benchKiosk(
  log: (line: string) => void,
  { loads }: Size = FULL,
): Promise<Report> {
  let page: BrowserPage;
  try {
    page = await openBrowserPage("en");
  } catch (error) {
    if (!(error instanceof NoBrowser)) throw error;
    log(`${error.message} Without it nothing is measured.`);
    return { notMeasured: error.message, goal: GOAL, met: false };
  }
  await using chain = await openChain(page);
  const rates = [];
  for (const [index, perSecond] of ([10, 80] as const).entries()) {
    chain.scale.setRate(perSecond);
    log(`${perSecond} frames a second`);
    rates.push({ perSecond, ...(await measure(chain, loads[index] ?? 0)) });
  }
  const met = rates.every(({ p95Ms }) => p95Ms <= GOAL.p95MsAtMost);
  return { loads, rates, clocksWithinMs: rounded(chain.clock.errorMs), goal: GOAL, met };
}

type Chain = {
  readonly page: BrowserPage;
  readonly scale: MeteredScale;
  readonly clock: { readonly offsetMs: number; readonly errorMs: number };
} & AsyncDisposable;

async function openChain(page: BrowserPage): Promise<Chain> {
  await using parts = new AsyncDisposableStack();
  parts.defer(() => page.close());
  const folder = mkdtempSync(join(tmpdir(), "qamama-bench-"));
  parts.defer(() => rmSync(folder, { recursive: true, force: true }));
  const [line, reader] = await Promise.all([openPty(), openPty()]);
  for (const pty of [line, reader]) parts.defer(() => pty.close());
  const scale = openMeteredScale(line);
  parts.defer(() => scale.close());
  const port = await freePort();
  const station = run(configure(folder, { scale: line.path, reader: reader.path, port }));
  parts.defer(() => stop(station));
  await isReady(station);
  await look(page, port);
  const clock = await compareClocks(page);
  reader.write(rdm6300Frame(TAG));
  await page.until("document.body.dataset.cue === 'putBag'");
  const opened = parts.move();
  return { page, scale, clock, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** One stream, confirmed by itself: every load that stands still is a deposit. */
function configure(
  home: string,
  { scale, reader, port }: { scale: string; reader: string; port: number },
): string {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "card.key"), "5".repeat(64));
  const file = join(home, "station.toml");
  writeFileSync(
    file,
    `scheme = "beitillo"
station = "bench-01"
data = "data"
card_key_file = "card.key"
language = "en"
[scale]
kind = "mt-sics"
path = "${scale}"
id = "platform-1"
division = 10
max_grams = 60000
calibration = "2026-09-01"
[reader]
kind = "rdm6300"
path = "${reader}"
[session]
stream = "plastic"
confirm = "automatic"
timeout_s = 600
[kiosk]
port = ${port}
[[streams]]
stream = "plastic"
label = { ar = "بلاستيك", en = "Plastic" }
rate_per_kg = 40
min_grams = 500
`,
  );
  return file;
}

/** The page, which notes each figure when the frame that shows it has been painted: at the next one. */
async function look(page: BrowserPage, port: number): Promise<void> {
  const address = `http://127.0.0.1:${port}/`;
  for (;;) {
    const answered = await fetch(address).catch(() => null);
    if (answered?.ok === true) break;
    await sleep(50);
  }
  await page.resize(800, 480);
  await page.goto(address);
  await page.until("document.body.dataset.link === 'live'");
  await page.value(`window.seen = [];
    new MutationObserver(() => {
      const { textContent } = document.querySelector("#figure");
      requestAnimationFrame(() => seen.push({
        grams: Math.round(Number(textContent) * 1000),
        atMs: performance.timeOrigin + performance.now(),
      }));
    }).observe(document.querySelector("#figure"), { childList: true })`);
}

const now = () => performance.timeOrigin + performance.now();

/** By how much the page's clock is ahead of ours, from the quickest of many questions. */
async function compareClocks(page: BrowserPage): Promise<Chain["clock"]> {
  let best = { offsetMs: 0, errorMs: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 50; round += 1) {
    const before = now();
    const theirs = Number(await page.value("performance.timeOrigin + performance.now()"));
    const after = now();
    const errorMs = (after - before) / 2;
    if (errorMs < best.errorMs) best = { offsetMs: theirs - (before + after) / 2, errorMs };
  }
  return best;
}

type MeteredScale = Pick<Platform, "put" | "clear"> & {
  setRate(perSecond: number): void;
  /** Frames since the last call, with the moment at which each was written. */
  written(): readonly Seen[];
  close(): void;
};

const SAMPLES_A_SECOND = 10;

/** It has no noise: what is shown changes because of the load alone. */
function openMeteredScale(line: Awaited<ReturnType<typeof openPty>>): MeteredScale {
  const random = { ...openRandom(1, "kiosk"), normal: () => 0 };
  const platform = openPlatform(() => performance.now(), random);
  const written: Seen[] = [];
  let perSecond = SAMPLES_A_SECOND;
  const scale = openScale(
    {
      onData: line.onData,
      write(bytes) {
        line.write(bytes);
        const [, kilograms] = /^S [SD] +(-?[\d.]+) kg/.exec(String(bytes)) ?? [];
        if (kilograms !== undefined)
          written.push({ grams: Math.round(Number(kilograms) * 1000), atMs: now() });
      },
    },
    { machine: mtSicsScale, platform, clock: { rate: () => perSecond / SAMPLES_A_SECOND } },
  );
  return {
    put: platform.put,
    clear: platform.clear,
    setRate: (rate) => (perSecond = rate),
    written: () => written.splice(0),
    close: scale.close,
  };
}

/** Load after load, each until it is recorded; then it is taken off. */
async function measure(chain: Chain, loads: number) {
  const { page, scale, clock } = chain;
  const [latenciesMs, intervalsMs]: [number[], number[]] = [[], []];
  const random = openRandom(2, "loads");
  for (let load = 0; load < loads; load += 1) {
    await page.value("seen.length = 0");
    scale.written();
    scale.put(Math.round(random.between(LIGHTEST, HEAVIEST) / 10) * 10, { wobbling: false });
    await page.until("document.body.dataset.cue === 'takeOff'");
    const written = scale.written();
    const painted = seenBy(await page.value("seen"), clock.offsetMs);
    latenciesMs.push(...latenciesOf(written, painted));
    for (const [index, { atMs }] of written.slice(1).entries())
      intervalsMs.push(atMs - (written[index]?.atMs ?? atMs));
    scale.clear();
    await page.until("document.body.dataset.cue === 'putBag'");
  }
  const frameIntervalMs = median(intervalsMs);
  const p95Ms = percentile(latenciesMs, 0.95);
  return {
    weights: latenciesMs.length,
    p50Ms: rounded(percentile(latenciesMs, 0.5)),
    p95Ms: rounded(p95Ms),
    maxMs: rounded(Math.max(...latenciesMs)),
    /** What a scale alone makes one wait for the next weight. */
    frameIntervalMs: rounded(frameIntervalMs),
    p95Frames: rounded(p95Ms / frameIntervalMs),
  };
}

function seenBy(value: unknown, offsetMs: number): readonly Seen[] {
  if (!Array.isArray(value)) throw new Error("the page has noted nothing");
  return value.map(({ grams, atMs }) => ({ grams: Number(grams), atMs: Number(atMs) - offsetMs }));
}
