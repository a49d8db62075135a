import type { FastifyInstance } from "fastify";
import type { GatewayStatus } from "../reports/status.ts";
import type { Store } from "../store/store.ts";
import type { Log } from "./log.ts";

/** `GET /healthz`: 200 while deposits are taken, 503 with what is wrong when they are not. */
export function serveHealth(
  app: FastifyInstance,
  gateway: {
    readonly store: Pick<Store, "quarantine">;
    readonly status: () => GatewayStatus;
    readonly log: Log;
  },
): void {
  app.get("/healthz", async (_request, reply) => {
    const { startedAt, faults, stations } = gateway.status();
    const all = [...faults, ...(await journalFaults(gateway))];
    const online = [...stations.values()].filter((station) => station.online).length;
    return reply
      .code(all.length === 0 ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: all.length === 0 ? "ok" : "failing", startedAt, online, faults: all });
  });
}

/** The cheapest read stands for all. */
async function journalFaults({
  store,
  log,
}: Parameters<typeof serveHealth>[1]): Promise<readonly string[]> {
  try {
    await store.quarantine();
    return [];
  } catch (error) {
    log.error({ err: error }, "the journal does not answer");
    return ["The journal does not answer."];
  }
}
