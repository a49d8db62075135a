import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aedes } from "aedes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateSigningKey, keyIdOf, publicJwk } from "#contract/jwk.ts";

const name = { scheme: "beitillo", station: "beitillo-01" };
let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-main-"));
  config = join(folder, "station.toml");
  copyFileSync("docs/examples/station.toml", config);
  writeFileSync(join(folder, "card.key"), "0f".repeat(32));
});
afterEach(() => rmSync(folder, { recursive: true }));

const argsOf = (...args: string[]) => ["edge/main.ts", ...args, "--config", config];
const station = (...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, argsOf(...args), {
    encoding: "utf8",
  });
  return { stdout, stderr, status };
};
const ownKey = () => publicJwk.parse(JSON.parse(station("key").stdout));
const joinFileOf = (more: object = {}, port = 1883) => {
  const file = join(folder, "join.json");
  const mqtt = { url: `mqtt://127.0.0.1:${port}`, user: "beitillo.beitillo-01", password: "x" };
  const root = generateSigningKey().publicJwk;
  const content = { v: 1, ...name, chain: keyIdOf(ownKey()), mqtt, root, ...more };
  writeFileSync(file, JSON.stringify(content));
  return file;
};

describe("station key", () => {
  it("makes a key once, and prints its public half and nothing else", () => {
    const [first, second] = [station("key"), station("key")];
    expect(first.status).toBe(0);
    expect(publicJwk.safeParse(JSON.parse(first.stdout)).success).toBe(true);
    expect(second.stdout).toBe(first.stdout);
  });
});

describe("station join", () => {
  it("keeps what was made for this station, for its owner's eyes only", () => {
    expect(station("join", joinFileOf())).toMatchObject({ status: 0 });
    expect(statSync(join(folder, "beitillo-01", "join.json")).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["another station", { station: "beitillo-02" }, /for beitillo\/beitillo-02/],
    ["another key", { chain: generateSigningKey().id }, /not one of this station's/],
    ["nobody", { v: 2 }, /is no join file/],
  ])("refuses what was made for %s, in one line", (_, more, sentence) => {
    const { status, stderr } = station("join", joinFileOf(more));
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("a mistake at the keyboard", () => {
  it.each([
    [["walk"], /Usage:/],
    [["join"], /Usage:/],
    [["run", "--speed", "2"], /--speed/],
  ])("%j is answered without a stack", (args, sentence) => {
    const { status, stderr } = station(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/ at .*\.ts:/);
  });

  it("names the card key when it is missing", () => {
    rmSync(join(folder, "card.key"));
    const { status, stderr } = station("run");
    expect([status, stderr.trim().split("\n").length]).toEqual([1, 1]);
    expect(stderr).toMatch(/card\.key cannot be read/);
  });
});

describe("station run", () => {
  let broker: Aedes;
  let server: Server;
  let running: ChildProcess;

  beforeEach(async () => {
    broker = await Aedes.createBroker();
    server = createServer(broker.handle);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    running.kill("SIGKILL");
    await new Promise<void>((resolve) => broker.close(resolve));
    server.close();
  });

  const said = (payload: string) =>
    new Promise<void>((resolve) => {
      broker.on("publish", (packet) => {
        const isState = packet.topic === "qamama/1/beitillo/beitillo-01/state";
        if (isState && packet.payload.toString() === payload) resolve();
      });
    });

  it("says online, refuses to run twice, and stops cleanly when asked", async () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    station("join", joinFileOf({}, port));
    const [online, offline] = [said("online"), said("offline")];
    running = spawn(process.execPath, argsOf("run"), { stdio: "ignore" });
    const exited = new Promise((resolve) => running.once("exit", resolve));
    await online;
    expect(station("run").stderr).toMatch(/already running/);
    running.kill("SIGTERM");
    await offline;
    expect(await exited).toBe(0);
  });
});
