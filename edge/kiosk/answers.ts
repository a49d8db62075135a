import type { IncomingMessage, ServerResponse } from "node:http";
import type { Feed } from "./feed.ts";
import type { PageFiles } from "./page-files.ts";

export const LOOPBACK = "127.0.0.1";
const LOOPBACK_NAMES = new Set([LOOPBACK, "localhost"]);

/** Nothing from elsewhere, nothing inline, nowhere framed; and nothing kept that a new station has otherwise. */
const HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    ...["script", "style", "img", "connect"].map((kind) => `${kind}-src 'self'`),
    ...["base-uri", "form-action", "frame-ancestors"].map((what) => `${what} 'none'`),
  ].join("; "),
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};

/** A browser loads the page again after so many seconds. */
const RELOAD_S = 5;

export type Served = { readonly page: PageFiles; readonly feed: Feed };

/** The page and its stream, to this computer alone; a page can ask for nothing else, and change nothing. */
export function answer(request: IncomingMessage, response: ServerResponse, served: Served): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const [path = ""] = (request.url ?? "").split("?");
  const refusal = refusalOf(request);
  if (refusal !== null) refuse(response, ...refusal);
  else if (path === "/events") stream(response, served.feed);
  else void send(response, path, served.page);
}

async function send(response: ServerResponse, path: string, page: PageFiles): Promise<void> {
  try {
    const file = await page.find(path);
    if (file === null) {
      refuse(response, 404, "There is no such page here.");
      return;
    }
    response.setHeader("content-type", file.type);
    response.end(file.body);
  } catch {
    response.setHeader("refresh", RELOAD_S); // nobody sits at a kiosk's keyboard
    refuse(response, 503, "The page cannot be made just now, and is tried again by itself.");
  }
}

type Refusal = readonly [status: number, sentence: string];

/** A page on the web could name us in its own DNS, or hold our lines open from afar. */
function refusalOf({ method, headers }: IncomingMessage): Refusal | null {
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  if (!LOOPBACK_NAMES.has(host.toLowerCase()))
    return [421, `This page is served as ${LOOPBACK} or localhost.`];
  const isFollowed = headers["sec-fetch-mode"] === "navigate";
  if (headers["sec-fetch-site"] === "cross-site" && !isFollowed)
    return [403, "This page answers no page of another address."];
  return method === "GET" ? null : [405, "This page is only looked at."];
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status;
  if (status === 405) response.setHeader("allow", "GET");
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.setHeader("connection", "close"); // whatever body it has is not waited for
  response.end(`${sentence}\n`);
}

function stream(response: ServerResponse, feed: Feed): void {
  response.setHeader("content-type", "text/event-stream; charset=utf-8");
  const joined = feed.join(response);
  if (joined === null) {
    refuse(response, 503, "Too many pages are open: close one.");
    return;
  }
  response.on("drain", joined.caughtUp);
  response.on("close", joined.leave);
}
