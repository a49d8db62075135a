import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Listener, LiveFeed } from "./live-feed.ts";
import { HttpProblem } from "./problem.ts";

/** What a page that does not read may hold up in memory. */
const MAX_UNREAD_BYTES = 1_048_576;
const RETRY_MS = 2_000;
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  "x-accel-buffering": "no", // or a proxy in between collects the events
};

/** `GET /api/v1/live`: server-sent events (WHATWG HTML, 9.2). */
export function serveLive(app: FastifyInstance, feed: LiveFeed): void {
  app.get("/api/v1/live", (request, reply) => {
    const response = reply.raw;
    const listener = listenerOn(response);
    if (!feed.join(listener)) {
      const sentence = "Too many pages are open: close one, or try again later.";
      throw new HttpProblem(503, "too-many-pages", sentence);
    }
    request.raw.once("close", () => feed.leave(listener));
    reply.hijack();
    for (const [name, value = ""] of Object.entries({ ...reply.getHeaders(), ...HEADERS })) {
      response.setHeader(name, value);
    }
    response.write(`retry: ${RETRY_MS}\n\n`);
  });
  app.addHook("preClose", async () => feed.close());
}

/** Drops who reads too slowly: the page connects again and starts from a new snapshot. */
export function listenerOn(
  response: Pick<ServerResponse, "write" | "writableLength" | "destroy" | "end">,
): Listener {
  return {
    send(name, data) {
      response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    },
    close() {
      response.end();
    },
  };
}
