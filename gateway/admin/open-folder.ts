import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import type { GatewayConfig } from "../config.ts";
import { KeyringError, openKeyring } from "../keyring/keyring.ts";
import { takeLock } from "../keyring/lock.ts";
import type { Refusal } from "../registry/act.ts";
import { ForeignJournal, openSqliteStore } from "../store/sqlite/open.ts";
import { JOURNAL } from "./backup.ts";
import type { AdminContext } from "./context.ts";
import { refused } from "./reply.ts";

/** A data folder held by this process alone. */
export type OpenFolder = { readonly context: AdminContext; close(): Promise<void> };

/** For as long as no gateway runs: the same lock, keys and store as the gateway itself would open. */
export async function openFolder(config: GatewayConfig): Promise<Result<OpenFolder, Refusal>> {
  const { data } = config;
  if (!existsSync(join(data, JOURNAL))) {
    return refused(
      "no-journal",
      `There is no journal in ${data}: name the gateway's folder with --data, or start the gateway once.`,
    );
  }
  const lock = takeLock(data);
  if (!lock.ok) {
    return refused(
      "folder-taken",
      `${data} is in use by a gateway that is just starting or ending, or by another admin: try again in a moment.`,
    );
  }
  try {
    const keyring = openKeyring(data);
    const store = openSqliteStore(join(data, JOURNAL), config);
    const context: AdminContext = {
      store,
      keyring,
      data,
      scheme: { name: config.scheme, timeZone: config.timeZone, currency: config.currency },
      issuer: config.issuer,
      mqttUrl: mqttUrlOf(config.mqtt, config.mqtt.port),
      status: () => null,
      now: () => EpochMs(Date.now()),
    };
    const close = () => store.close().finally(() => lock.value.release());
    return ok({ context, close });
  } catch (error) {
    lock.value.release();
    const forOperator = error instanceof KeyringError || error instanceof ForeignJournal;
    if (!forOperator) throw error;
    return refused("cannot-open", error.message);
  }
}

/**
 * Where stations reach the broker; a host that means "all addresses" is called by this machine's name.
 *
 * @param port on which it listens: another than the configured one where that is 0
 */
export function mqttUrlOf({ host, tls }: GatewayConfig["mqtt"], port: number): string {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? hostname() : host.includes(":") ? `[${host}]` : host;
  return `${tls === null ? "mqtt" : "mqtts"}://${name}:${port}`;
}
