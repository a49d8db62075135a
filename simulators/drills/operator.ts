import * as z from "zod";
import { runProgram } from "../demo/programs.ts";
import type { TorturedVillage } from "../torture/village-under-torture.ts";
import { until } from "./until.ts";

/** Who looks after a village's gateway, by the very commands of its documentation. */
export function operatorOf(village: TorturedVillage) {
  const admin = (...args: string[]) =>
    runProgram("gateway/admin/main.ts", [...args, "--data", village.data, "--json"]);

  /** null while the gateway opens: then its folder is nobody's to read. */
  async function status() {
    const text = await admin("status").catch(() => null);
    return text === null ? null : statusRows.parse(JSON.parse(text));
  }

  return {
    admin,
    status,
    /** `status` shows who asks for a chain, a person approves. */
    async approveRequest(name: string): Promise<void> {
      const code = await until("a request for a chain", async () => {
        const now = await status();
        return now?.stations.find(({ station }) => station === name)?.requested[0];
      });
      await admin("station", "approve", name, String(code));
    },
    /** Nobody weighs any more, and every station has a receipt for all that it has. */
    async rest(): Promise<void> {
      for (const station of village.stations) station.idle = false;
      await until("rest", () => {
        for (const { victim } of village.stations) victim.tell({ do: "stop-weighing" });
        return village.stations.every(({ idle }) => idle);
      });
    },
  };
}

const statusRows = z.object({
  stations: z.array(z.object({ station: z.string(), requested: z.array(z.string()) })),
  quarantine: z.object({ conflicts: z.int() }),
});
