import { request } from "node:http";
import { createServer } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { openFakeTimers } from "#simulators/gateway/fake-timers.ts";
import { sceneView } from "#simulators/kiosk/scenes.ts";
import { freePort } from "#simulators/processes/free-port.ts";
import { type Kiosk, openKiosk } from "./kiosk.ts";

const opened: Kiosk[] = [];
afterEach(async () => {
  for (const kiosk of opened.splice(0)) await kiosk.close();
});

/** Resolves the next line of the log; time stands still but for `timers`. */
function openLog() {
  const lines: string[] = [];
  let heard = () => {};
  return {
    lines,
    log: (level: string, message: string) => {
      lines.push(`${level} ${message}`);
      heard();
    },
    async next(): Promise<string> {
      while (lines.length === 0) await new Promise<void>((resolve) => (heard = resolve));
      return lines.shift() ?? "";
    },
  };
}

function open(port: number) {
  const [timers, log] = [openFakeTimers(), openLog()];
  const kiosk = openKiosk({ port }, { language: "en", timers, log: log.log });
  opened.push(kiosk);
  return { kiosk, timers, log };
}

async function listening() {
  const port = await freePort();
  const it = open(port);
  expect(await it.log.next()).toBe(`info The kiosk's page is on http://127.0.0.1:${port}/`);
  return { ...it, port };
}

type Asked = { path?: string; method?: string; headers?: Record<string, string> };

function ask(port: number, { path = "/", method = "GET", headers = {} }: Asked = {}) {
  type Answer = {
    status: number | undefined;
    headers: NodeJS.Dict<string | string[]>;
    body: string;
  };
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
        // A stream goes on: its beginning is enough.
        if (path === "/events" && body.includes("event: change")) response.destroy();
      });
      response.on("close", () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

describe("the kiosk's server", () => {
  it("serves a page that may load nothing from elsewhere, and is never kept", async () => {
    const { port } = await listening();
    const { status, headers, body } = await ask(port);
    expect(status).toBe(200);
    expect(body).toContain('<html lang="ar" dir="rtl">');
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("has a browser come again by itself while the page cannot be made", async () => {
    const { execPath } = process;
    const { port } = await listening();
    process.execPath = "/nowhere";
    const { status, headers } = await ask(port);
    process.execPath = execPath;
    expect(status).toBe(503);
    expect(headers.refresh).toBe("5");
    expect((await ask(port)).status).toBe(200);
  });

  it("serves the modules without their types", async () => {
    const { port } = await listening();
    const { headers, body } = await ask(port, { path: "/kiosk/page/main.ts" });
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(body).not.toContain("import type");
    expect(body).toContain("followStation");
  });

  it("streams what is shown, first of all what was shown before anyone looked", async () => {
    const { port, kiosk } = await listening();
    kiosk.show(sceneView("weighed"));
    const { headers, body } = await ask(port, { path: "/events" });
    expect(headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(body).toContain('"cue":"confirm"');
  });

  it.each<[string, Asked, number]>([
    ["a name of the web that leads here", { headers: { host: "evil.example:8090" } }, 421],
    ["this computer's other addresses", { headers: { host: "192.168.1.5:8090" } }, 421],
    ["a page of elsewhere", { headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["anything but looking", { method: "POST" }, 405],
    ["anything but looking, at the stream", { method: "PUT", path: "/events" }, 405],
    ["what is no part of the page", { path: "/kiosk/server.ts" }, 404],
    ["a way out of the folder", { path: "/kiosk/page/../../config.ts" }, 404],
    ["a test", { path: "/kiosk/page/words.test.ts" }, 404],
  ])("refuses %s", async (_, asked, status) => {
    const { port } = await listening();
    expect((await ask(port, asked)).status).toBe(status);
  });

  it.each(["localhost", "LOCALHOST:1", "127.0.0.1:8090"])("answers as %s", async (host) => {
    const { port } = await listening();
    expect((await ask(port, { headers: { host } })).status).toBe(200);
  });

  it("follows a link from elsewhere, which shows nothing to elsewhere", async () => {
    const { port } = await listening();
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect((await ask(port, { headers })).status).toBe(200);
  });

  it("listens to no other address than this computer's own", async () => {
    const { port } = await listening();
    const other = createServer();
    // Another loopback address is free, so 0.0.0.0 is not taken.
    await new Promise<void>((resolve, reject) => {
      other.once("error", reject);
      other.listen(port, "127.0.0.2", resolve);
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it("says once that its port is taken, goes on trying, and is there when it is free", async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    const { kiosk, timers, log } = open(port);
    expect(await log.next()).toBe(
      `alarm Port ${port} is another program's: free it, or set another port in [kiosk]. ` +
        "The station weighs without its kiosk, and goes on trying.",
    );
    kiosk.show(sceneView("idle"));
    const tryAgain = async () => {
      timers.pass(10_000);
      await nextTurn();
    };
    for (let attempt = 0; attempt < 5; attempt += 1) await tryAgain();
    expect(log.lines).toEqual([]);
    await new Promise((resolve) => other.close(resolve));
    while (log.lines.length === 0) await tryAgain();
    expect(await log.next()).toMatch(/^info The kiosk's page is on/);
    expect((await ask(port)).status).toBe(200);
    expect(log.lines).toEqual([]);
  });

  it("closes before it has opened, and while its port is taken", async () => {
    const port = await freePort();
    const first = open(port);
    const second = open(port);
    await first.kiosk.close();
    await second.kiosk.close();
  });
});
