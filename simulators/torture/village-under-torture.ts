import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "#contract/hash.ts";
import type { CardId, Slug } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { openData } from "#edge/station.ts";
import { openKeyring } from "#gateway/keyring/keyring.ts";
import { newPassword, passwordHashOf } from "#gateway/keyring/password.ts";
import type { Act } from "#gateway/registry/act.ts";
import { parseTariff } from "#gateway/tariff/document.ts";
import { freePort } from "../processes/free-port.ts";
import type { GatewayAnswer, GatewayOrder, GatewayStart } from "../processes/messages.ts";
import type { Mutant, StationOrder, StationReport, StationStart } from "./messages.ts";
import type { EntryKey } from "./recount.ts";
import { openVictim, type Victim } from "./victim.ts";

const HOUSEHOLDS = 20;
const STATIONS = 3;

export type TorturedStation = {
  readonly name: Slug;
  readonly outbox: string;
  readonly victim: Victim<StationOrder>;
  /** What its life of now said last. */
  idle: boolean;
  receipts: number;
  /** Told by the station once its journal had it. */
  readonly accepted: EntryKey[];
};

/** A gateway and three stations in processes of their own, with everything they need to work. */
export type TorturedVillage = {
  readonly folder: string;
  /** The gateway's data folder. */
  readonly data: string;
  readonly journal: string;
  readonly gateway: Victim<GatewayOrder>;
  readonly stations: readonly TorturedStation[];
  act(fields: DistributiveOmit<Act, "actor" | "at">): Promise<string | null>;
  close(): Promise<void>;
};

type DistributiveOmit<Of, Key extends PropertyKey> = Of extends unknown ? Omit<Of, Key> : never;

export async function openVillage(options: {
  readonly mutant: Mutant | null;
  readonly seed: number;
  /** Deposits a second at each station. */
  readonly perSecond: number;
  /** Whether the gateway has a desk, for `admin`. */
  readonly desk?: boolean;
}): Promise<TorturedVillage> {
  const folder = mkdtempSync(join(tmpdir(), "qamama-torture-"));
  const data = join(folder, "gateway");
  const mqttPort = await freePort();
  const cards = Array.from({ length: HOUSEHOLDS + 2 }, (_, index) => cardOf(index));
  const answers: ((answer: GatewayAnswer) => void)[] = [];
  const { mutant, desk = false } = options;
  const start: GatewayStart = { data, mqttPort, desk, mutant };
  const hear = (answer: GatewayAnswer) => {
    if (!("open" in answer)) answers.shift()?.(answer);
  };
  const module = new URL("../processes/gateway-process.ts", import.meta.url);
  const gateway = openVictim<GatewayOrder, GatewayAnswer>(module, start, hear);

  /** Asked again until it is answered: the gateway may be killed over it. */
  const act: TorturedVillage["act"] = async (fields) => {
    for (;;) {
      const order = { act: { actor: "torture", at: EpochMs(Date.now()), ...fields } as Act };
      const answered = new Promise<GatewayAnswer>((resolve) => answers.push(resolve));
      gateway.tell(order);
      const answer = await Promise.race([answered, sleep(2_000, null)]);
      answers.length = 0;
      if (answer !== null && "done" in answer) return answer.done ? null : answer.refusal;
    }
  };
  await furnish(act, cards.slice(0, HOUSEHOLDS));
  const stations: TorturedStation[] = [];
  for (let index = 1; index <= STATIONS; index += 1) {
    const { seed, perSecond } = options;
    const station = `torture-0${index}`;
    const home = join(folder, station);
    const where = { home, gatewayData: data, mqttPort };
    await enrol(station, where, act);
    const life = { station, data: home, seed: seed + index, perSecond, cards, mutant };
    stations.push(openStationVictim({ ...life, gatewayData: data }));
  }
  return {
    folder,
    data,
    journal: join(data, "journal.db"),
    gateway,
    stations,
    act,
    async close() {
      await Promise.all([gateway, ...stations.map(({ victim }) => victim)].map((it) => it.end()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const cardOf = (index: number): CardId =>
  `${sha256(`torture ${index}`).slice(0, 21)}A` as CardId;

async function furnish(act: TorturedVillage["act"], cards: readonly CardId[]): Promise<void> {
  const example = readFileSync(new URL("../../docs/examples/tariff.toml", import.meta.url), "utf8");
  const tariff = parseTariff(example);
  if (!tariff.ok) throw new Error(tariff.problem.message);
  const validFrom = new Date().toISOString().slice(0, 7);
  await act({ kind: "tariff-publish", tariff: { ...tariff.value, validFrom } });
  for (const [index, card] of cards.entries()) {
    const household = `h${String(index).padStart(3, "0")}`;
    await act({ kind: "household-add", household, members: 4 });
    await act({ kind: "card-issue", household, card });
  }
}

async function enrol(
  station: Slug,
  where: { home: string; gatewayData: string; mqttPort: number },
  act: TorturedVillage["act"],
): Promise<void> {
  const { home, gatewayData, mqttPort } = where;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "card.key"), randomBytes(32).toString("hex"));
  const { outbox, keyring } = openData(home, () => {});
  const chain = outbox.chains().at(-1)?.chain;
  const key = chain === undefined ? null : keyring.find(chain);
  outbox.close();
  if (chain === undefined || key === null) throw new Error("a new station has a chain and its key");
  const password = newPassword();
  const passwordHash = passwordHashOf(password);
  await act({ kind: "station-enrol", station, publicKey: key.publicJwk, passwordHash });
  const mqtt = { url: `mqtt://127.0.0.1:${mqttPort}`, user: `beitillo.${station}`, password };
  const root = openKeyring(gatewayData).root.publicJwk;
  const join_ = { v: 1, scheme: "beitillo", station, chain, mqtt, root };
  writeFileSync(join(home, "join.json"), JSON.stringify(join_), { mode: 0o600 });
}

function openStationVictim(start: StationStart): TorturedStation {
  const hear = (report: StationReport) => {
    if ("appended" in report) it.accepted.push(report.appended);
    else if ("receipted" in report) it.receipts += 1;
    else it.idle = report.idle && !report.weighing;
  };
  const module = new URL("./station-process.ts", import.meta.url);
  const it: TorturedStation = {
    name: start.station,
    outbox: join(start.data, "outbox.db"),
    victim: openVictim<StationOrder, StationReport>(module, start, hear),
    idle: false,
    receipts: 0,
    accepted: [],
  };
  return it;
}
