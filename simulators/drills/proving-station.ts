import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "#contract/receipt.ts";
import { EpochMs } from "#contract/units.ts";
import { openAgent } from "#edge/agent.ts";
import type { StationClock } from "#edge/clock.ts";
import { joinFileIn } from "#edge/config/join.ts";
import { readConfig, type StationConfig } from "#edge/config.ts";
import type { Tap } from "#edge/drivers/card/tap.ts";
import type { Source } from "#edge/drivers/driver.ts";
import { openData, openStation } from "#edge/station.ts";
import { stationToml } from "../demo/folder.ts";
import type { Admin } from "../demo/set-up.ts";
import { openSite, type Site } from "../demo/site.ts";
import { exampleTariff, keysOf } from "../demo/tariff.ts";
import type { VillageClock } from "../village/clock.ts";
import { makeVisit } from "../village/person.ts";
import { openRandom } from "../village/random.ts";
import { until } from "./until.ts";

/** What a reader gets of what is held to it. */
export type Held = Pick<Tap, "card" | "cardProof">;

export type ProvingStation = {
  /** One visit; each bag of plastic is handed in. @returns what the gateway's receipts say of them */
  visit(held: Held, ...grams: readonly number[]): Promise<readonly string[]>;
  /** Power goes and comes: another boot, the same journal. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

type Place = { readonly folder: string; readonly cardKey: string; readonly clock: VillageClock };

/** The real station with a scale and keys at the ends of serial lines, whose reader is a script. */
export async function openProvingStation(
  name: string,
  { folder, cardKey, clock }: Place,
  admin: Admin,
): Promise<ProvingStation> {
  const site = await openSite(clock, { ...openRandom(1, name), normal: () => 0 });
  const config = await enrolled(name, { folder, cardKey, site }, admin);
  const hands = site.handsFor(keysOf(exampleTariff("2026-11")), new AbortController().signal);
  const outcomes: Outcome[] = [];
  const reader = scriptedReader();
  const start = async () => {
    let takesPlastic = false;
    const station = openStation(config, {
      clock: bootOf(clock),
      log: () => {},
      panel: {
        show({ session, streams }) {
          takesPlastic = streams.some(({ stream }) => stream === "plastic");
          site.show(session.phase.kind);
        },
      },
      onEvent: (event) => event.kind === "receipted" && outcomes.push(event.outcome),
      runAgent: (parts) =>
        openAgent({ ...parts, devices: { ...parts.devices, reader: reader.of(parts.clock) } }),
    });
    await station.ready;
    await until("the gateway's tariff", () => takesPlastic);
    return station;
  };
  let station = await start();

  return {
    async visit(held, ...grams) {
      const from = outcomes.length;
      const bags = grams.map((weight) => ({ waste: "plastic", grams: weight }) as const);
      await hands.sees(["idle"], 600_000);
      const visit = { atMs: 0, station: 0, tag: "", bags, special: null };
      await makeVisit(visit, { ...hands, holdCard: () => reader.hold(held), takeCard: () => {} });
      await until("a receipt for each bag", () => outcomes.length >= from + bags.length);
      return outcomes.slice(from).map(({ outcome, reasons }) => [outcome, ...reasons].join(" "));
    },
    async restart() {
      await station.close();
      station = await start();
    },
    async close() {
      await station.close();
      await site.close();
    },
  };
}

type Home = { readonly folder: string; readonly cardKey: string; readonly site: Site };

async function enrolled(
  station: string,
  { folder, cardKey, site }: Home,
  admin: Admin,
): Promise<StationConfig> {
  const home = join(folder, station);
  mkdirSync(home);
  const file = join(home, "station.toml");
  writeFileSync(
    file,
    stationToml({ station, kit: site.kit, paths: site.paths, cardKey, language: "en" }),
  );
  const read = readConfig(file);
  if (!read.ok) throw new Error(read.problem);
  const { outbox, keyring } = openData(read.value.data, () => {});
  const chain = outbox.chains().at(-1)?.chain;
  const key = chain === undefined ? null : keyring.find(chain);
  outbox.close();
  if (key === null) throw new Error("a new station has a key");
  const answer = await admin({ kind: "station-enrol", station, publicKey: key.publicJwk });
  writeFileSync(joinFileIn(read.value.data), answer, { mode: 0o600 });
  return read.value;
}

/** Always right, as with NTP: the gateway goes by the very same clock. */
function bootOf(clock: VillageClock): StationClock {
  const bootMs = clock.now();
  return {
    boot: randomUUID(),
    now: () => EpochMs(Math.trunc(clock.now())),
    uptimeMs: () => clock.now() - bootMs,
    state: () => "synced",
    learn: () => {},
  };
}

/** Hands over what is held to it; a card that stays is none of its business. */
function scriptedReader() {
  let wake: (held: Held | null) => void = () => {};
  const next = (signal: AbortSignal) =>
    new Promise<Held | null>((resolve) => {
      wake = resolve;
      signal.addEventListener("abort", () => resolve(null), { once: true });
    });
  const of = ({ uptimeMs }: Pick<StationClock, "uptimeMs">): Source<Tap> => ({
    path: "/dev/air",
    counts: () => ({ frames: 0, ignored: 0 }),
    open: async () => ({
      async *events(signal) {
        for (;;) {
          const held = await next(signal);
          if (held === null || signal.aborted) return;
          yield { ...held, uptimeMs: uptimeMs() };
        }
      },
      close: async () => {},
    }),
  });
  return { of, hold: (held: Held) => wake(held) };
}
