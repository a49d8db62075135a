import { pino } from "pino";
import { EpochMs } from "#contract/units.ts";
import { defaultConfig } from "#gateway/config.ts";
import { openDesk } from "#gateway/desk.ts";
import { openGateway } from "#gateway/gateway.ts";
import { acknowledgingBeforeCommit } from "../torture/mutants.ts";
import type { GatewayAnswer, GatewayOrder, GatewayStart } from "./messages.ts";

/** The real gateway; acts of people may come as messages from the process that started it, too. */
const { data, mqttPort, desk, mutant } = JSON.parse(process.argv[2] ?? "null") as GatewayStart;
const config = defaultConfig();
const gateway = await openGateway(
  { ...config, data, mqtt: { ...config.mqtt, port: mqttPort }, http: { port: 0 } },
  {
    now: () => EpochMs(Date.now()),
    log: pino({ level: "error" }, pino.destination({ fd: 2, sync: true })),
    ...(desk ? { openDesk } : {}),
    ...(mutant === "ack-before-commit" ? { wrapStore: acknowledgingBeforeCommit } : {}),
  },
);
const answer = (it: GatewayAnswer) => process.send?.(it, () => {});
process.on("message", async ({ act }: GatewayOrder) => {
  const done = await gateway.store.act(act);
  answer({ done: done.ok, refusal: done.ok ? null : done.problem.message });
});
process.on("disconnect", () => process.exit());
answer({ open: true, mqttPort: gateway.mqttPort });
