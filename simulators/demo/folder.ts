import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Slug } from "#contract/ids.ts";
import { joinFileIn, readJoin } from "#edge/config/join.ts";
import { writeDurably } from "#edge/files.ts";
import { takeLock } from "#gateway/keyring/lock.ts";
import type { DemoOptions } from "./args.ts";
import { type Kit, kitToml } from "./kits.ts";
import type { Site } from "./site.ts";

export const SCHEME = "beitillo";
export const TIME_ZONE = "Asia/Hebron";
export const STATIONS: readonly Slug[] = ["beitillo-01", "beitillo-02", "beitillo-03"];

/** Where everything of the demo lies below `--data`. The gateway's own folder is the whole of it. */
export function folderAt(data: string) {
  const stationFolder = (station: Slug) => join(data, "stations", station);
  return {
    data,
    /** A folder of its own: the gateway locks the whole. */
    lock: join(data, "demo"),
    village: join(data, "village.json"),
    journal: join(data, "journal.db"),
    cardKey: join(data, "card.key"),
    gatewayConfig: join(data, "gateway.toml"),
    stationFolder,
    stationConfig: (station: Slug) => join(stationFolder(station), "station.toml"),
    outbox: (station: Slug) => join(stationFolder(station), "outbox.db"),
    log: (name: string) => join(data, "logs", `${name}.log`),
  };
}
export type Folder = ReturnType<typeof folderAt>;

/** Name of the log of what the front of a station's board looks like. */
export const boardLogOf = (station: Slug) => `${station}-board`;

/** The folder is not for this demo to use. The message is a sentence for a person. */
export class ForeignFolder extends Error {
  override readonly name = "ForeignFolder";
}

/** @throws ForeignFolder when it is another demo's or someone else's @returns what lets go of it */
export function takeFolder(folder: Folder): () => void {
  mkdirSync(folder.data, { recursive: true, mode: 0o700 });
  if (!existsSync(folder.village)) refuseContents(folder);
  const taken = takeLock(folder.lock);
  if (taken.ok) return () => taken.value.release();
  throw new ForeignFolder(
    `Another demo lives in ${folder.data}: stop it, or choose another folder with --data.`,
  );
}

/** A folder in which no village was begun must be empty: what is in it is someone else's. */
function refuseContents(folder: Folder): void {
  if (contentsOf(folder).length === 0) return;
  throw new ForeignFolder(
    `${folder.data} holds something that is not a demo's: choose another folder with --data.`,
  );
}

/** What was half set up holds no deposit yet, and nobody was promised anything: it goes. */
export function clearFolder(folder: Folder): void {
  for (const path of contentsOf(folder)) rmSync(path, { recursive: true });
}

const contentsOf = ({ data, lock }: Folder) =>
  readdirSync(data)
    .map((name) => join(data, name))
    .filter((path) => path !== lock);

export function makeFolders(folder: Folder): void {
  mkdirSync(join(folder.data, "logs"), { recursive: true });
  mkdirSync(join(folder.data, "stations"), { recursive: true, mode: 0o700 });
  for (const station of STATIONS) mkdirSync(folder.stationFolder(station), { recursive: true });
}

/** The programs of the field read these; `npm run gateway -- --config DATA/gateway.toml` does as well. */
export function writeConfigs(
  folder: Folder,
  options: DemoOptions,
  sites: ReadonlyMap<Slug, Site>,
): void {
  writeFileSync(folder.gatewayConfig, gatewayToml(options));
  for (const [station, { kit, paths }] of sites) {
    const { language } = options;
    const kioskPort = station === STATIONS[0] ? options.kioskPort : null;
    const parts = { station, kit, paths, cardKey: folder.cardKey, language, kioskPort };
    writeFileSync(folder.stationConfig(station), stationToml(parts));
    tellBroker(folder.stationFolder(station), options);
  }
}

/** What a station was once given to join with names the broker's port of that day. */
function tellBroker(stationFolder: string, { mqttPort }: DemoOptions): void {
  const join = readJoin(stationFolder);
  if (join === null) return;
  const mqtt = { ...join.mqtt, url: `mqtt://127.0.0.1:${mqttPort}` };
  writeDurably(joinFileIn(stationFolder), `${JSON.stringify({ ...join, mqtt })}\n`);
}

export function gatewayToml({ httpPort, mqttPort }: DemoOptions): string {
  return `# Written by the demo at each start.
scheme = "${SCHEME}"
time_zone = "${TIME_ZONE}"
data = "."

[issuer]
ar = "مجلس بيتللو القروي"
en = "Beitillo village council"

[mqtt]
host = "127.0.0.1"
port = ${mqttPort}

[http]
port = ${httpPort}
`;
}

export type StationToml = {
  readonly station: Slug;
  readonly kit: Kit;
  readonly paths: Site["paths"];
  readonly cardKey: string;
  readonly language: "ar" | "en";
  /** null: it has none. */
  readonly kioskPort: number | null;
};

export function stationToml(parts: StationToml): string {
  const { station, kit, paths, cardKey, language, kioskPort } = parts;
  const kiosk = kioskPort === null ? "" : `[kiosk]\nport = ${kioskPort}\n`;
  return `# Written by the demo at each start: its pseudo-terminals have other names every time.
scheme = "${SCHEME}"
station = "${station}"
data = "."
card_key_file = ${JSON.stringify(cardKey)}
language = "${language}"

${kitToml(kit, paths)}
${kiosk}
# Until the gateway's settings come.
[[streams]]
stream = "organic"
label = { ar = "عضوي", en = "Organic" }
rate_per_kg = 10
min_grams = 500
max_grams = 20000
`;
}
