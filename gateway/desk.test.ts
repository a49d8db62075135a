import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import { runAdmin } from "./admin/cli.ts";
import { NOON, sampleFolder, scratch } from "./admin/sample-folder.ts";
import { defaultConfig } from "./config.ts";
import { openDesk } from "./desk.ts";
import { type Gateway, openGateway } from "./gateway.ts";

let room: ReturnType<typeof scratch>;
let gateway: Gateway;
const open = ({ port = 0, data = room.folder, log = pino({ level: "silent" }) } = {}) =>
  openGateway(
    {
      ...defaultConfig(),
      data,
      mqtt: { host: "127.0.0.1", port: 0, tls: null },
      http: { port },
    },
    { now: () => NOON, log, openDesk },
  );

beforeEach(async () => {
  room = scratch();
  gateway = await open();
});
afterEach(async () => {
  await gateway.close();
  room.remove();
});

async function admin(...args: string[]) {
  let said = "";
  const hear = (text: string) => {
    said += text;
  };
  const terminal = { out: async (text: string) => hear(text), err: hear };
  const code = await runAdmin([...args, "--data", room.folder], { terminal, user: "amal" });
  return { code, said };
}

describe("the desk of a gateway", () => {
  it("serves its keys and its health", async () => {
    const get = async (path: string) =>
      (await fetch(`http://127.0.0.1:${gateway.httpPort}${path}`)).json();
    expect(await get("/api/v1/keys")).toMatchObject({ keys: [{ alg: "EdDSA", use: "sig" }] });
    expect(await get("/healthz")).toMatchObject({ status: "ok", faults: [] });
  });

  it("takes commands while the gateway runs, and backs it up", async () => {
    expect(await admin("household", "add", "h012", "--members", "5")).toMatchObject({ code: 0 });
    expect((await admin("status")).said).toContain("The gateway runs since 2026-11-22 12:00");
    expect((await admin("household", "show", "h012")).said).toContain("h012: 5 members");
    expect(await admin("backup", `${room.folder}/backup`)).toMatchObject({ code: 0 });
  });

  it("warns in the log of a budget that comes near its end, at the start too", async () => {
    await gateway.close();
    const { data } = await sampleFolder(`${room.folder}/village`); // 0.80 QAM are issued
    const warnings: unknown[] = [];
    const log = pino({ level: "warn" }, { write: (line) => warnings.push(JSON.parse(line)) });
    const near = { level: 40, msg: expect.stringContaining("80.0 %: near its end") };
    gateway = await open({ data, log });
    const decision = { number: "4/2026", date: "2026-10-05" };
    const budget = { from: "2026-11", to: "2026-11", amount: MinorUnits(100) };
    const acting = { actor: "amal", at: NOON };
    await gateway.store.act({ ...acting, kind: "budget-adopt", budget, decision });
    await gateway.store.act({ ...acting, kind: "household-add", household: "h1", members: 1 });
    await gateway.close();
    expect(warnings).toMatchObject([near]);
    gateway = await open({ data, log });
    expect(warnings).toMatchObject([near, near]);
  });

  it("names the flag when the HTTP port is taken, and closes all that it had opened", async () => {
    const { httpPort } = gateway;
    await gateway.close();
    const other = scratch();
    gateway = await open({ port: httpPort ?? 0 });
    const twin = openGateway(
      {
        ...defaultConfig(),
        data: other.folder,
        mqtt: { host: "127.0.0.1", port: 0, tls: null },
        http: { port: gateway.httpPort ?? 0 },
      },
      { now: () => NOON, log: pino({ level: "silent" }), openDesk },
    );
    await expect(twin).rejects.toThrow(/taken by another program.*--port/);
    other.remove();
  });
});
