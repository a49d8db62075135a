import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BaseLogger } from "pino";
import type { Health } from "#contract/health.ts";
import { type Slug, type UtcTime, utcTime } from "#contract/ids.ts";
import type { EpochMs } from "#contract/units.ts";
import { type Announce, openAnnounce } from "./announce/announce.ts";
import { type Broker, openBroker } from "./broker/broker.ts";
import { CannotListen } from "./broker/listen.ts";
import type { GatewayConfig } from "./config.ts";
import { openEnrolment } from "./ingest/enrolment.ts";
import { type HealthBoard, openHealthBoard } from "./ingest/health-board.ts";
import { type Ingest, openIngest } from "./ingest/ingest.ts";
import { openRoster } from "./ingest/roster.ts";
import { type Keyring, openKeyring } from "./keyring/keyring.ts";
import { takeLock } from "./keyring/lock.ts";
import { openProofCheck } from "./proof/check-proof.ts";
import { openSqliteStore } from "./store/sqlite/open.ts";
import type { Store } from "./store/store.ts";

export type Gateway = {
  readonly mqttPort: number;
  /** null: nothing serves HTTP. */
  readonly httpPort: number | null;
  readonly store: Store;
  /** What has come in is recorded first; its station asks again for the receipt. */
  close(): Promise<void>;
};

export type GatewayOptions = {
  readonly now: () => EpochMs;
  readonly log: Log;
  /** Puts something between the gateway and its store: a test's failpoint, a counter. */
  readonly wrapStore?: (store: Store) => Store;
  /** Opens what people and other programs use: HTTP and the socket of `admin`. */
  readonly openDesk?: (parts: DeskParts) => Promise<Desk>;
};

type Log = Pick<BaseLogger, "debug" | "info" | "warn" | "error">;

export type DeskParts = {
  readonly config: GatewayConfig;
  readonly store: Store;
  readonly keyring: Keyring;
  readonly announce: Announce;
  /** Where the broker listens: another port than the configured one where that is 0. */
  readonly mqttPort: number;
  readonly status: () => GatewayStatus;
  readonly now: () => EpochMs;
  readonly log: Log;
};

export type Desk = { readonly httpPort: number; close(): Promise<void> };

/** How a running gateway is. What the journal knows is read from the journal. */
export type GatewayStatus = {
  readonly startedAt: UtcTime;
  /** Sentences for the operator; none while all is well. */
  readonly faults: readonly string[];
  readonly stations: ReadonlyMap<Slug, StationContact>;
};

/** What was heard of a station since the start. */
export type StationContact = {
  readonly online: boolean;
  readonly lastContact: UtcTime | null;
  readonly health: Health | null;
};

/** Another process writes in the data folder. The message is a sentence for the operator. */
export class DataFolderTaken extends Error {
  override readonly name = "DataFolderTaken";
}

/** A new month may bring another tariff; a scheme's clock may also run fast in a demonstration. */
const TARIFF_CHECK_MS = 5_000;

/** An admin command that holds the folder is done by then, as a rule: no reason not to start. */
const ADMIN_MS = 1_500;

/**
 * Opens everything, from the lock up to the desk; what was opened is closed again when a later part
 * cannot be.
 *
 * @throws DataFolderTaken, KeyringError, ForeignJournal, CannotListen
 */
export async function openGateway(
  config: GatewayConfig,
  options: GatewayOptions,
): Promise<Gateway> {
  const { now, log } = options;
  await using parts = new AsyncDisposableStack();
  const own = <Part extends { close(): Promise<void> }>(part: Part): Part =>
    parts.adopt(part, () => part.close());

  const startedAt = utcTime(now());
  parts.defer(lockOrThrow(config.data));
  const keyring = openKeyring(config.data);
  const { sunKeys } = keyring;
  const checkProof = openProofCheck({ cardKey: Buffer.from(keyring.cardKey, "hex"), sunKeys });
  const opened = own(openSqliteStore(join(config.data, "journal.db"), { ...config, checkProof }));
  const store = options.wrapStore?.(opened) ?? opened;
  const { broker, ingest, announce, board } = await openHub(config, {
    ...options,
    store,
    keyring,
    own,
  });
  const status = () => statusOf({ startedAt, broker, ingest, board });
  const mqttPort = broker.port;
  const desk = { config, store, keyring, announce, mqttPort, status, now, log };
  const httpPort = options.openDesk ? own(await options.openDesk(desk)).httpPort : null;

  const opening = parts.move();
  return { mqttPort: broker.port, httpPort, store, close: () => opening.disposeAsync() };
}

function lockOrThrow(data: string): () => void {
  const lock = takeLock(data, { patienceMs: ADMIN_MS });
  if (lock.ok) return () => lock.value.release();
  throw new DataFolderTaken(
    `Another gateway, or an admin command, uses ${data}: end it, or choose another folder with --data.`,
  );
}

type HubOptions = Pick<GatewayOptions, "now" | "log"> & {
  readonly store: Store;
  readonly keyring: Keyring;
  own<Part extends { close(): Promise<void> }>(part: Part): Part;
};

/** Everything that stations speak to. */
async function openHub(config: GatewayConfig, { store, keyring, now, log, own }: HubOptions) {
  const { scheme } = config;
  const roster = openRoster(store, scheme);
  const board = openHealthBoard(now);
  const { noteContact } = board;
  const enrolment = openEnrolment({ store, now, log });
  const publish: Broker["publish"] = (...message) => broker.publish(...message);
  const signingKey = keyring.signing;
  const ingest = own(openIngest({ store, roster, now, signingKey, publish, noteContact, log }));
  let announce: Announce | null = null;

  const broker: Broker = own(
    await openBroker({
      ...config.mqtt,
      tls: readTls(config.mqtt.tls),
      authenticate: async (name, password) => (await roster()).welcomes(name, password),
      onPage: ingest.receive,
      onEnrol(name, payload) {
        noteContact(name);
        enrolment.receive(name, payload).catch((err) => log.error({ err }, "request not recorded"));
      },
      onHealth(name, payload) {
        if (!board.noteHealth(name, payload)) log.warn({ ...name }, "not a health message");
      },
      onState(name, state) {
        noteContact(name);
        if (state === "online") announce?.online(name);
      },
      log,
    }),
  );
  announce = own(await openAnnounce({ ...config, store, keyring, now, publish, log }));
  const timer = setInterval(announce.checkTariff, TARIFF_CHECK_MS);
  own({ close: async () => clearInterval(timer) });
  return { broker, ingest, announce, board };
}

function readTls(files: GatewayConfig["mqtt"]["tls"]) {
  return files && { cert: readPem(files.certFile), key: readPem(files.keyFile) };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CannotListen(`${file} cannot be read: mend [mqtt.tls] or the file's rights.`, {
      cause,
    });
  }
}

function statusOf(parts: {
  readonly startedAt: UtcTime;
  readonly broker: Pick<Broker, "connected">;
  readonly ingest: Pick<Ingest, "works">;
  readonly board: HealthBoard;
}): GatewayStatus {
  const online = new Set(parts.broker.connected().map(({ station }) => station));
  const heard = parts.board.all();
  const contactOf = (station: Slug): StationContact => {
    const { lastContact = null, health = null } = heard.get(station) ?? {};
    const since = lastContact === null ? null : utcTime(lastContact);
    return { online: online.has(station), lastContact: since, health };
  };
  const names = [...new Set([...heard.keys(), ...online])].sort();
  return {
    startedAt: parts.startedAt,
    faults: parts.ingest.works() ? [] : ["No deposits can be recorded: see the log."],
    stations: new Map(names.map((station) => [station, contactOf(station)])),
  };
}
