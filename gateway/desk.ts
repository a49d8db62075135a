import type { BaseLogger } from "pino";
import type { EpochMs } from "#contract/units.ts";
import type { AdminContext } from "./admin/context.ts";
import { execute } from "./admin/execute.ts";
import { mqttUrlOf } from "./admin/open-folder.ts";
import { openAdminSocket } from "./admin/socket.ts";
import type { GatewayConfig } from "./config.ts";
import { openHttp } from "./http/http.ts";
import type { Keyring } from "./keyring/keyring.ts";
import { openBudgetAlarm } from "./reports/budget-alarm.ts";
import type { GatewayStatus } from "./reports/status.ts";
import type { Store } from "./store/store.ts";

/** What people and programs have of a gateway: HTTP, the socket of `admin`, the alarm of the budget. */
export type Desk = { readonly httpPort: number; close(): Promise<void> };

/** @throws CannotListen when the HTTP port is taken */
export async function openDesk(parts: {
  readonly config: GatewayConfig;
  readonly store: Store;
  readonly keyring: Keyring;
  readonly mqttPort: number;
  readonly status: () => GatewayStatus;
  readonly now: () => EpochMs;
  readonly log: Pick<BaseLogger, "warn" | "error">;
}): Promise<Desk> {
  const { config, store, keyring, mqttPort, status, now, log } = parts;
  const { data, currency, issuer } = config;
  const scheme = { name: config.scheme, timeZone: config.timeZone, currency };
  const { port } = config.http;
  const { jwks: keys, signing } = keyring;
  const http = await openHttp({ store, scheme, keys, signing, status, now, log, port });
  const mqttUrl = mqttUrlOf(config.mqtt, mqttPort);
  const context: AdminContext = { store, keyring, data, scheme, issuer, mqttUrl, status, now };
  const commands = { data, execute: (request: Request) => execute(request, context), log };
  try {
    const socket = await openAdminSocket(commands);
    const alarm = await openBudgetAlarm({ store, currency, now, log });
    const close = async () => {
      alarm.close();
      await Promise.all([socket.close(), http.close()]);
    };
    return { httpPort: http.port, close };
  } catch (error) {
    await http.close();
    throw error;
  }
}

type Request = Parameters<typeof execute>[0];
