import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOutbox } from "#edge/outbox/outbox.ts";
import { parseConfig } from "#gateway/config.ts";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import { freePort } from "../processes/free-port.ts";
import { readRecord } from "../village/record.ts";
import { readBooks } from "./books.ts";
import { folderAt, STATIONS } from "./folder.ts";
import { inRepository } from "./programs.ts";
import { reckon } from "./recount.fixture.ts";

const SECONDS = 1000;
const data = mkdtempSync(join(tmpdir(), "demo-"));
const folder = folderAt(data);
let ports: readonly string[] = [];
beforeAll(async () => {
  const names = ["--port", "--mqtt-port", "--kiosk-port"];
  for (const name of names) ports = [...ports, name, `${await freePort()}`];
});
afterAll(() => rmSync(data, { recursive: true }));

function start(...args: string[]): { child: ChildProcess; printed: () => string } {
  const all = [inRepository("simulators/demo/main.ts"), "--data", data, ...ports, ...args];
  const child = spawn(process.execPath, all, { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return { child, printed: () => text };
}

async function run(...args: string[]) {
  const { child, printed } = start(...args);
  const [code] = await once(child, "close");
  return { code, printed: printed() };
}

/** Credits and points of each holder, as the gateway keeps them. */
async function balances() {
  const config = parseConfig(readFileSync(folder.gatewayConfig, "utf8"), folder.gatewayConfig);
  if (!config.ok) throw new Error(config.problem);
  const store = openSqliteStore(folder.journal, config.value);
  const kept = await store.balances();
  await store.close();
  const of = (asset: string) => {
    const sums = new Map<string, number>();
    for (const { account, amount } of kept.filter((balance) => balance.asset === asset)) {
      const holder = /^(household|unclaimed):[^:]+/.exec(account)?.[0];
      if (holder !== undefined) sums.set(holder, (sums.get(holder) ?? 0) + amount);
    }
    return sums;
  };
  return { credits: of("QAM/2"), points: of("RLF/3") };
}

const nonZero = (map: ReadonlyMap<string, number>) =>
  Object.fromEntries([...map].filter(([, amount]) => amount !== 0).sort());

describe("the demo", () => {
  it("brings as many deposits as it is asked for, and every sum is zero", async () => {
    const { code, printed } = await run("--once", "12", "--speed", "600", "--seed", "3");
    expect(printed).toContain("Every asset sums to zero, and every outbox is empty.");
    expect(code).toBe(0);
    expect([...(await readBooks(folder)).sums.values()].every((sum) => sum === 0)).toBe(true);
  }, 120_000);

  it("pays what a reckoning from the stations' journals comes to", async () => {
    const reckoned = reckon(data, 3);
    const kept = await balances();
    expect(reckoned.deposits).toBeGreaterThanOrEqual(12);
    expect(nonZero(kept.credits)).toEqual(nonZero(reckoned.credits));
    expect(nonZero(kept.points)).toEqual(nonZero(reckoned.points));
  });

  it("goes on where it was, and stops cleanly when it is asked to", async () => {
    const before = readRecord(folder.village);
    const { child, printed } = start("--speed", "600", "--lang", "ar");
    while (!printed().includes("beitillo-0")) await once(child.stdout ?? child, "data");
    const [, kiosk = ""] = /شاشة المحطة الأولى: (\S+)/.exec(printed()) ?? [];
    expect(await (await fetch(kiosk)).text()).toContain("<html");
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    const after = readRecord(folder.village);
    expect(after?.originMs).toBe(before?.originMs);
    expect(after?.untilMs).toBeGreaterThan(before?.untilMs ?? 0);
    for (const [station, begun] of (before?.begun ?? []).entries()) {
      expect(after?.begun[station]).toBeGreaterThanOrEqual(begun);
    }
    for (const path of devicePaths()) expect(existsSync(path)).toBe(false);
    expect([...(await readBooks(folder)).outboxDepths.values()]).toEqual([0, 0, 0]);
  }, 120_000);

  it("moves to other ports with all that it had", async () => {
    const port = `${await freePort()}`;
    const { code, printed } = await run("--once", "1", "--speed", "600", "--mqtt-port", port);
    expect(printed).toContain(`mqtt://127.0.0.1:${port}`);
    expect(code).toBe(0);
  }, 120_000);

  it("ends with all its processes when one station cannot start", async () => {
    const outbox = openOutbox(folder.outbox("beitillo-01"));
    const { code, printed } = await run("--once", "1");
    outbox.close();
    expect(code).toBe(1);
    expect(printed).toContain("already running");
  }, 60_000);

  it(
    "says which flag to change when a port is taken",
    async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      const taken = typeof address === "object" ? String(address?.port) : "";
      const { code, printed } = await run("--mqtt-port", taken);
      server.close();
      expect(code).toBe(1);
      expect(printed).toContain("--mqtt-port");
    },
    60 * SECONDS,
  );
});

/** The near ends that the stations had. */
function devicePaths(): readonly string[] {
  return STATIONS.flatMap((station) => {
    const toml = readFileSync(folder.stationConfig(station), "utf8");
    return [...toml.matchAll(/"(\/dev\/pts\/\d+)"/g)].map(([, path]) => path ?? "");
  });
}
