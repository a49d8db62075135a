import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "#contract/receipt.ts";
import { joinFileIn } from "#edge/config/join.ts";
import { readConfig, type StationConfig } from "#edge/config.ts";
import { openData, openStation } from "#edge/station.ts";
import type { Card } from "../card/card.ts";
import { stationToml } from "../demo/folder.ts";
import { type Kit, PLAIN_KIT } from "../demo/kits.ts";
import type { Admin } from "../demo/set-up.ts";
import { openSite, type Site } from "../demo/site.ts";
import { exampleTariff, keysOf } from "../demo/tariff.ts";
import { openPty } from "../pty/pty.ts";
import { openPn532 } from "../reader/pn532.ts";
import type { VillageClock } from "../village/clock.ts";
import { makeVisit } from "../village/person.ts";
import { openRandom } from "../village/random.ts";
import { villageStationClock } from "../village/station-clock.ts";
import { until } from "./until.ts";

export type ProvingStation = {
  /** One visit; each bag of plastic is handed in. @returns what the gateway's receipts say of them */
  visit(card: Card, ...grams: readonly number[]): Promise<readonly string[]>;
  /** Power goes and comes: another boot, the same journal. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

const KIT: Kit = { ...PLAIN_KIT, reader: "pn532" };
/** Village ms: the reader is asked by real time, and a card that stays must stay one tap. */
const ABSENCE_MS = 10_000;

type Place = { readonly folder: string; readonly cardKey: string; readonly clock: VillageClock };

/** The real station with a scale, keys and a PN532 at the ends of serial lines. */
export async function openProvingStation(
  name: string,
  { folder, cardKey, clock }: Place,
  admin: Admin,
): Promise<ProvingStation> {
  const site = await openSite(clock, { ...openRandom(1, name), normal: () => 0 });
  const pty = await openPty();
  const chip = openPn532(pty);
  const paths = { ...site.paths, reader: pty.path };
  const config = await enrolled(name, { folder, cardKey, paths }, admin);
  const hands = site.handsFor(keysOf(exampleTariff("2026-11")), new AbortController().signal);
  const outcomes: Outcome[] = [];
  const start = async () => {
    let takesPlastic = false;
    const station = openStation(config, {
      clock: villageStationClock(clock),
      log: () => {},
      panel: {
        show({ session, streams }) {
          takesPlastic = streams.some(({ stream }) => stream === "plastic");
          site.show(session.phase.kind);
        },
      },
      onEvent(event) {
        // What the gateway says of the parameters that a station begins with is of no card.
        if (event.kind === "receipted" && event.seq > 1) outcomes.push(event.outcome);
      },
    });
    await station.ready;
    await until("the gateway's tariff", () => takesPlastic);
    return station;
  };
  let station = await start();

  return {
    async visit(card, ...grams) {
      const from = outcomes.length;
      const bags = grams.map((weight) => ({ waste: "plastic", grams: weight }) as const);
      await hands.sees(["idle"], 600_000);
      await hands.wait(2 * ABSENCE_MS); // else it might be the same tap still
      const visit = { atMs: 0, station: 0, tag: "", bags, special: null };
      const holdCard = () => chip.hold(card);
      await makeVisit(visit, { ...hands, holdCard, takeCard: chip.takeAway });
      await until("a receipt for each bag", () => outcomes.length >= from + bags.length);
      return outcomes.slice(from).map(({ outcome, reasons }) => [outcome, ...reasons].join(" "));
    },
    async restart() {
      await station.close();
      station = await start();
    },
    async close() {
      await station.close();
      await pty.close();
      await site.close();
    },
  };
}

type Home = { readonly folder: string; readonly cardKey: string; readonly paths: Site["paths"] };

async function enrolled(
  station: string,
  { folder, cardKey, paths }: Home,
  admin: Admin,
): Promise<StationConfig> {
  const home = join(folder, station);
  mkdirSync(home);
  const file = join(home, "station.toml");
  const toml = stationToml({ station, kit: KIT, paths, cardKey, language: "en", kioskPort: null });
  writeFileSync(file, toml.replace('kind = "pn532"', `kind = "pn532"\nabsence_ms = ${ABSENCE_MS}`));
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
