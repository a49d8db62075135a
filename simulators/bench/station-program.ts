import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { keyIdOf, publicJwk } from "#contract/jwk.ts";
import { EpochMs } from "#contract/units.ts";
import { openKeyring } from "#gateway/keyring/keyring.ts";
import { newPassword, passwordHashOf } from "#gateway/keyring/password.ts";
import type { Child } from "../processes/child.ts";
import type { GatewayAnswer, GatewayOrder } from "../processes/messages.ts";

const LAUNCHER = fileURLToPath(new URL("../../tools/run.mjs", import.meta.url));

export type Gateway = Child<GatewayOrder, GatewayAnswer>;
export type Enrolling = {
  readonly station: string;
  readonly gateway: Gateway;
  readonly port: number;
  readonly gatewayData: string;
};

/** @param config the station's file, with `scheme = "beitillo"` */
export async function enrol(
  config: string,
  { station, gateway, port, gatewayData }: Enrolling,
): Promise<void> {
  const printed = execFileSync(process.execPath, [LAUNCHER, "station", "key", "--config", config]);
  const publicKey = publicJwk.parse(JSON.parse(String(printed)));
  const password = newPassword();
  const passwordHash = passwordHashOf(password);
  const acted = { actor: "bench", at: EpochMs(Date.now()) };
  await gateway.ask({
    act: { ...acted, kind: "station-enrol", station, publicKey, passwordHash },
  });
  const enrolment = {
    v: 1,
    scheme: "beitillo",
    station,
    chain: keyIdOf(publicKey),
    mqtt: { url: `mqtt://127.0.0.1:${port}`, user: `beitillo.${station}`, password },
    root: openKeyring(gatewayData).root.publicJwk,
  };
  const file = `${config}.join.json`;
  writeFileSync(file, JSON.stringify(enrolment));
  execFileSync(process.execPath, [LAUNCHER, "station", "join", file, "--config", config]);
}

/** The program of the field, as its service starts it. */
export function run(config: string): ChildProcess {
  const args = [LAUNCHER, "station", "run", "--config", config];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
}

/** Devices open, outbox open, connected: it says so itself. */
export async function isReady(station: ChildProcess): Promise<void> {
  let said = "";
  for await (const chunk of station.stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(chunk);
    if (said.includes("is ready")) break;
  }
  if (!said.includes("is ready")) throw new Error(`the station did not start: ${said}`);
  station.stderr?.resume();
}

export async function stop(station: ChildProcess): Promise<void> {
  const gone = once(station, "exit");
  station.kill("SIGTERM");
  await gone;
}

/** MB in memory. */
export function residentMbOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
}
