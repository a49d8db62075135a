import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { liveSnapshot } from "#contract/live.ts";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import { paperBudget } from "../reports/paper-budget.ts";
import { paperStore } from "../reports/paper-store.ts";
import type { GatewayStatus } from "../reports/status.ts";
import type { Store } from "../store/store.ts";
import { buildHttp, type HttpOptions, openHttp } from "./http.ts";

const JWKS = { keys: [{ kty: "OKP", crv: "Ed25519", x: "x", kid: "k", alg: "EdDSA", use: "sig" }] };
const log = { warn: vi.fn(), error: vi.fn() };
const status =
  (differing: Partial<GatewayStatus> = {}) =>
  (): GatewayStatus => ({
    startedAt: utcTime(0),
    faults: [],
    stations: new Map([
      ["beitillo-01", { online: true, lastContact: null, health: null }],
      ["beitillo-02", { online: false, lastContact: null, health: null }],
    ]),
    ...differing,
  });

const options = (
  answers: Partial<Store> = {},
  differing: Partial<HttpOptions> = {},
): HttpOptions => ({
  store: paperStore(answers),
  scheme: { name: "beitillo", timeZone: "Asia/Hebron", currency: { code: "QAM", minorUnits: 2 } },
  now: () => EpochMs(Date.UTC(2026, 11, 31, 22)), // the new year has begun in the village
  keys: () => JWKS,
  signing: generateSigningKey,
  status: status(),
  log,
  ...differing,
});

async function get(url: string, headers = {}, given = options()) {
  const app = await buildHttp(given);
  try {
    return await app.inject({ url, headers });
  } finally {
    await app.close();
  }
}

describe("GET /healthz", () => {
  it("is 200 while all is well", async () => {
    const answer = await get("/healthz");
    expect(answer.statusCode).toBe(200);
    const well = { status: "ok", startedAt: utcTime(0), online: 1, faults: [] };
    expect(answer.json()).toEqual({ ...well, budget: null });
  });

  it("is 200 also where the budget is spent, which it tells", async () => {
    const spent = paperBudget({ issued: MinorUnits(6_000_000) });
    const answer = await get("/healthz", {}, options({ budget: async () => spent }));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ status: "ok", faults: [], budget: { level: "spent" } });
  });

  it("is 503 with the fault that the gateway knows", async () => {
    const given = options({}, { status: status({ faults: ["The disk is full."] }) });
    const answer = await get("/healthz", {}, given);
    expect([answer.statusCode, answer.json().faults]).toEqual([503, ["The disk is full."]]);
  });

  it("is 503 when the journal does not answer", async () => {
    const broken = { quarantine: () => Promise.reject(new Error("disk I/O error")) };
    const answer = await get("/healthz", {}, options(broken));
    expect([answer.statusCode, answer.json().faults]).toEqual([
      503,
      ["The journal does not answer."],
    ]);
  });
});

describe("GET /api/v1/keys", () => {
  it("is the JWK Set of the gateway", async () => {
    expect((await get("/api/v1/keys")).json()).toEqual(JWKS);
  });
});

describe("the page", () => {
  it("comes with a policy that lets nothing in from elsewhere, and no HSTS", async () => {
    const { headers } = await get("/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/script-src 'self' 'sha256-[^']+';/);
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/);
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  it("has every module that its modules import, as JavaScript", async () => {
    const app = await buildHttp(options());
    const [seen, ahead] = [new Set<string>(), ["/assets/main.ts"]];
    for (let path = ahead.pop(); path !== undefined; path = ahead.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const { statusCode, headers, body } = await app.inject(path);
      expect([path, statusCode, headers["content-type"]]).toEqual([
        path,
        200,
        "text/javascript; charset=utf-8",
      ]);
      for (const [, name = ""] of body.matchAll(/^(?:import|export) .*?from "(.+?)";$/gm)) {
        const mapped = name.replace("#contract/", "/contract/");
        expect(mapped).toMatch(/^(\.|\/contract\/)/);
        ahead.push(new URL(mapped, `http://localhost${path}`).pathname);
      }
    }
    expect(seen.size).toBeGreaterThan(10);
    await app.close();
  });

  it.each(["/assets/model.test.ts", "/assets/../package.json", "/contract/jws.ts", "/assets/"])(
    "does not serve %s",
    async (path) => {
      expect((await get(path)).statusCode).toBe(404);
    },
  );
});

describe("a request that cannot be served", () => {
  it("gets one sentence", async () => {
    const { error } = (await get("/nowhere")).json();
    expect(error).toEqual({ code: "not-found", message: "There is nothing at GET /nowhere." });
  });

  it.each(["evil.example", "qamama.localtest.me:8080"])(
    "is refused by the name %s",
    async (host) => {
      const answer = await get("/api/v1/relief/2026", { host });
      expect([answer.statusCode, answer.json().error.code]).toEqual([421, "foreign-host"]);
    },
  );

  it.each(["localhost:8080", "127.0.0.1", "[::1]:8080"])(
    "is served by the name %s",
    async (host) => {
      expect((await get("/healthz", { host })).statusCode).toBe(200);
    },
  );

  it("learns nothing of what failed inside; the log does", async () => {
    const broken = { reliefYear: () => Promise.reject(new Error("secret path /x/y")) };
    const answer = await get("/api/v1/relief/2026", {}, options(broken));
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("secret");
    expect(log.error).toHaveBeenCalledWith(expect.anything(), "a request failed");
  });
});

describe("openHttp", () => {
  let server: Awaited<ReturnType<typeof openHttp>>;
  beforeEach(async () => {
    server = await openHttp({ ...options(), port: 0 });
  });
  afterEach(() => server.close());

  it("says clearly that a port is taken", async () => {
    const second = openHttp({ ...options(), port: server.port });
    await expect(second).rejects.toThrow(/is taken by another program: .* with --port/);
  });

  it("streams the snapshot of the village's year, and ends when the gateway closes", async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/live`);
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toContain("'none'");
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("event: snapshot")) text += (await reader?.read())?.value ?? "";
    while (!text.endsWith("\n\n")) text += (await reader?.read())?.value ?? "";
    const [, data = ""] = /event: snapshot\ndata: (.*)\n/.exec(text) ?? [];
    expect(liveSnapshot.parse(JSON.parse(data)).year).toBe(2027);
    const ended = reader?.read();
    await server.close();
    expect((await ended)?.done).toBe(true);
  });

  it("closes although a client never finishes its request", async () => {
    const client = connect(server.port, "127.0.0.1");
    const closed = new Promise((resolve) => client.once("close", resolve));
    client.on("error", () => {}); // a reset is a way to be closed
    await once(client, "ready");
    client.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nx");
    await server.close();
    await closed;
  });
});
