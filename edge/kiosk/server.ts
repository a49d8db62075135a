import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../log.ts";
import type { PanelView } from "../panel/view.ts";
import type { Timers } from "../timers.ts";
import { answer, LOOPBACK } from "./answers.ts";
import type { KioskConfig } from "./config.ts";
import { openFeed } from "./feed.ts";
import { readPageFiles } from "./page-files.ts";
import { BEAT_EVERY_MS, type Hello } from "./state.ts";

export type KioskParts = {
  readonly language: Hello["language"];
  readonly timers: Timers;
  readonly log: Log;
};

export type KioskServer = {
  show(view: PanelView): void;
  close(): Promise<void>;
};

const RETRY_MS = 10_000;
const MOST_CONNECTIONS = 32;

/** Listens on loopback alone, and tries again for as long as it cannot: the station weighs without it. */
export function openKioskServer({ port }: KioskConfig, parts: KioskParts): KioskServer {
  const { language, timers } = parts;
  const page = readPageFiles();
  const feed = openFeed({ page: page.version, language });
  const server = createServer((request, response) => answer(request, response, { page, feed }));
  server.maxConnections = MOST_CONNECTIONS;
  const stopBeating = every(BEAT_EVERY_MS, timers, () => feed.beat());
  const stopTrying = keepListening(server, port, parts);
  return {
    show: feed.show,
    async close() {
      stopTrying();
      stopBeating();
      feed.close();
      const closed = new Promise((resolve) => server.close(resolve)); // also when it never listened
      server.closeAllConnections();
      await closed;
    },
  };
}

function keepListening(server: Server, port: number, { timers, log }: KioskParts): () => void {
  let cancel = () => {};
  let said: string | null = null;
  const listen = () => {
    if (!server.listening) server.listen({ host: LOOPBACK, port });
  };
  server.on("listening", () => {
    const { port: taken } = addressOf(server);
    log("info", `The kiosk's page is on http://${LOOPBACK}:${taken}/`);
    said = null;
  });
  server.on("error", (error) => {
    const sentence = whyNot(error, port);
    if (said !== sentence) log("alarm", sentence);
    said = sentence;
    cancel = timers.after(RETRY_MS, listen);
  });
  listen();
  return () => cancel();
}

const addressOf = (server: Server): Pick<AddressInfo, "port"> => {
  const address = server.address();
  return address !== null && typeof address === "object" ? address : { port: 0 };
};

/** One sentence, for whoever set the station up. */
function whyNot(error: Error, port: number): string {
  const code = "code" in error ? error.code : undefined;
  const goesOn = "The station weighs without its kiosk, and goes on trying.";
  if (code === "EADDRINUSE")
    return `Port ${port} is another program's: free it, or set another port in [kiosk]. ${goesOn}`;
  if (code === "EACCES")
    return `Port ${port} may not be used: set one above 1023 in [kiosk]. ${goesOn}`;
  return `The kiosk's page cannot be served: ${error.message}. ${goesOn}`;
}

function every(delayMs: number, { after }: Timers, action: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = after(delayMs, again);
    action();
  };
  cancel = after(delayMs, again);
  return () => cancel();
}
