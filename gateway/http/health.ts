import type { FastifyInstance } from "fastify";
import type { EpochMs } from "#contract/units.ts";
import { budgetJson } from "../reports/budget.ts";
import type { GatewayStatus } from "../reports/status.ts";
import type { Store } from "../store/store.ts";
import type { Log } from "./log.ts";

/**
 * `GET /healthz`: 200 while deposits are taken, 503 with what is wrong when they are not. A budget that
 * is spent is no fault: it stops nothing.
 */
export function serveHealth(
  app: FastifyInstance,
  gateway: {
    readonly store: Pick<Store, "quarantine" | "budget">;
    readonly now: () => EpochMs;
    readonly status: () => GatewayStatus;
    readonly log: Log;
  },
): void {
  app.get("/healthz", async (_request, reply) => {
    const { startedAt, faults, stations } = gateway.status();
    const journal = await readJournal(gateway);
    const all = [...faults, ...journal.faults];
    const { budget } = journal;
    const online = [...stations.values()].filter((station) => station.online).length;
    return reply
      .code(all.length === 0 ? 200 : 503)
      .header("cache-control", "no-store")
      .send({
        status: all.length === 0 ? "ok" : "failing",
        startedAt,
        online,
        faults: all,
        budget,
      });
  });
}

type Journal = {
  readonly faults: readonly string[];
  readonly budget: ReturnType<typeof budgetJson> | null;
};

/** The cheapest reads stand for all. */
async function readJournal({
  store,
  now,
  log,
}: Parameters<typeof serveHealth>[1]): Promise<Journal> {
  try {
    await store.quarantine();
    const row = await store.budget(now());
    return { faults: [], budget: row === null ? null : budgetJson(row) };
  } catch (error) {
    log.error({ err: error }, "the journal does not answer");
    return { faults: ["The journal does not answer."], budget: null };
  }
}
