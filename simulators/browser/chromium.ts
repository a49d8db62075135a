import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod";

/** A page in a real, headless Chromium, driven over the DevTools protocol. For tests. */
export type BrowserPage = {
  goto(url: string): Promise<void>;
  /** The value of a JavaScript expression in the page; a promise is awaited. */
  value(expression: string): Promise<unknown>;
  /** Resolves when the expression becomes true; looks once a drawn frame. */
  until(expression: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Media features such as `prefers-color-scheme`. */
  media(features: Readonly<Record<string, string>>): Promise<void>;
  /** PNG of what a visitor sees without scrolling. */
  screenshot(): Promise<Buffer>;
  /** Addresses asked for, and what the console, the security policy or a thrown error said. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  close(): Promise<void>;
};

// Quiet: no start page, no updates, no services of its maker.
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
  "--autoplay-policy=no-user-gesture-required", // as a kiosk is started: a page may be heard
  "--remote-debugging-port=0",
];

const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  result: z.record(z.string(), z.unknown()).default({}),
  error: z.object({ message: z.string() }).optional(),
});
type Message = z.output<typeof message>;

export class NoBrowser extends Error {
  override readonly name = "NoBrowser";
}

/** @param language as in `Accept-Language` @throws NoBrowser where none is installed */
export async function openBrowserPage(language: string): Promise<BrowserPage> {
  const profile = mkdtempSync(join(tmpdir(), "qamama-chromium-"));
  const flags = [...FLAGS, `--user-data-dir=${profile}`, `--accept-lang=${language}`];
  const browser = spawn("chromium", [...flags, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (browser.pid === undefined) {
    browser.on("error", () => {}); // said here
    rmSync(profile, { recursive: true });
    throw new NoBrowser("chromium is not installed.");
  }
  const wire = await connect(await pageSocketOf(await debuggerOf(browser)));
  const [requests, complaints]: [string[], string[]] = [[], []];
  wire.onEvent((event) => note(event, { requests, complaints }));
  for (const domain of ["Page", "Runtime", "Network", "Log"]) await wire.send(`${domain}.enable`);

  const value = async (expression: string) => {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result } = await wire.send("Runtime.evaluate", options);
    return z.object({ value: z.unknown().optional() }).parse(result).value;
  };
  return {
    requests,
    complaints,
    value,
    async goto(url) {
      const loaded = wire.next("Page.loadEventFired");
      await wire.send("Page.navigate", { url });
      await loaded;
    },
    async until(expression) {
      await value(`new Promise((resolve) => {
        const look = () => (${expression}) ? resolve(true) : setTimeout(look, 16);
        look();
      })`);
    },
    async resize(width, height) {
      const screen = { width, height, deviceScaleFactor: 1, mobile: false };
      await wire.send("Emulation.setDeviceMetricsOverride", screen);
    },
    async media(features) {
      const list = Object.entries(features).map(([name, value]) => ({ name, value }));
      await wire.send("Emulation.setEmulatedMedia", { features: list });
    },
    async screenshot() {
      const { data } = await wire.send("Page.captureScreenshot");
      return Buffer.from(z.string().parse(data), "base64");
    },
    async close() {
      wire.close();
      const ended = once(browser, "exit");
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function debuggerOf(browser: ChildProcess): Promise<URL> {
  if (browser.stderr === null) throw new Error("chromium has no stderr");
  for await (const line of createInterface(browser.stderr)) {
    const match = /DevTools listening on (ws:\S+)/.exec(line);
    if (match?.[1] !== undefined) {
      browser.stderr.resume();
      return new URL(match[1]);
    }
  }
  throw new Error("chromium ended before it listened");
}

async function pageSocketOf({ host }: URL): Promise<string> {
  const answer = await fetch(`http://${host}/json/list`);
  const pages = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));
  const page = pages.parse(await answer.json()).find(({ type }) => type === "page");
  if (page === undefined) throw new Error("chromium has no page");
  return page.webSocketDebuggerUrl;
}

type Wire = {
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  onEvent(listener: (event: Message) => void): void;
  next(method: string): Promise<void>;
  close(): void;
};

async function connect(url: string): Promise<Wire> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  const listeners: ((event: Message) => void)[] = [];
  socket.addEventListener("message", ({ data }) => {
    const heard = message.parse(JSON.parse(String(data)));
    if (heard.id === undefined) for (const listener of listeners) listener(heard);
    else if (heard.error === undefined) waiting.get(heard.id)?.resolve(heard.result);
    else waiting.get(heard.id)?.reject(new Error(heard.error.message));
  });
  await once(socket, "open");
  let last = 0;
  return {
    send(method, params = {}) {
      last += 1;
      const answer = Promise.withResolvers<Record<string, unknown>>();
      waiting.set(last, answer);
      socket.send(JSON.stringify({ id: last, method, params }));
      return answer.promise;
    },
    onEvent(listener) {
      listeners.push(listener);
    },
    next: (method) =>
      new Promise((resolve) => {
        listeners.push((event) => {
          if (event.method === method) resolve();
        });
      }),
    close: () => socket.close(),
  };
}

const request = z.object({ request: z.object({ url: z.string() }) });

function note(
  { method, params }: Message,
  { requests, complaints }: { requests: string[]; complaints: string[] },
): void {
  if (method === "Network.requestWillBeSent") requests.push(request.parse(params).request.url);
  if (method === "Runtime.exceptionThrown" || method === "Log.entryAdded") {
    complaints.push(JSON.stringify(params));
  }
}
