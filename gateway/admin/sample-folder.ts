import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "#contract/assert.ts";
import { EpochMs } from "#contract/units.ts";
import { defaultConfig, type GatewayConfig } from "../config.ts";
import { openKeyring } from "../keyring/keyring.ts";
import { sampleStation } from "../store/sample-station.ts";
import { sampleTariff } from "../store/sample-tariff.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Store } from "../store/store.ts";
import { openFolder } from "./open-folder.ts";

export const NOON = EpochMs(Date.UTC(2026, 10, 22, 12));
const EARLY = EpochMs(Date.UTC(2026, 9, 25));

/** For tests: an empty folder in which everything is made, and its removal. */
export function scratch(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "qamama-desk-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** For tests: the data folder of a gateway that has a tariff, a household, a station and two bags. */
export async function sampleFolder(data: string): Promise<GatewayConfig> {
  const config = { ...defaultConfig(), data };
  openKeyring(data);
  const store = openSqliteStore(join(data, "journal.db"), config);
  await fill(store);
  await store.close();
  return config;
}

async function fill(store: Store): Promise<void> {
  const station = sampleStation();
  const acting = { actor: "amal", at: EARLY };
  await store.act({ ...acting, kind: "tariff-publish", tariff: sampleTariff() });
  await store.act({ ...acting, kind: "household-add", household: "h012", members: 5 });
  const key = { station: station.station, publicKey: station.key.publicJwk };
  await store.act({ ...acting, kind: "station-enrol", ...key, passwordHash: "sha256:x" });
  await store.recordPages([station.drop(), station.drop()]);
}

/** For tests: the folder opened, as `admin` does where no gateway runs. */
export async function openSample(config: GatewayConfig) {
  const opened = await openFolder(config);
  assert(opened.ok, "nobody else uses the folder");
  const { context, close } = opened.value;
  return { context: { ...context, now: () => NOON }, close };
}
