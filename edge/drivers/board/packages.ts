import type { Firmata } from "firmata-io";
import { ACKNOWLEDGED_IDS, ALIVE, WEIGHT } from "./messages.ts";

/** Events on a board's io by which our own firmware's messages arrive, with their bytes. */
export const OWN = {
  weight: "qamama-weight",
  alive: "qamama-alive",
  acknowledged: "qamama-acknowledged",
} as const;

export type BoardPackages = Awaited<ReturnType<typeof load>>;

let loading: Promise<BoardPackages> | null = null;

/** Both packages, loaded late: a station without a board has no room for them. */
export function boardPackages() {
  loading ??= load();
  return loading;
}

async function load() {
  const [{ default: five }, { default: bind }] = await Promise.all([
    import("johnny-five"),
    import("firmata-io"),
  ]);
  const { Firmata } = bind;
  takeOwn(Firmata.prototype, WEIGHT, OWN.weight);
  takeOwn(Firmata.prototype, ALIVE, OWN.alive);
  for (const id of ACKNOWLEDGED_IDS) takeOwn(Firmata.prototype, id, OWN.acknowledged);
  return { five, Firmata };
}

/** Once for all boards of this process, as firmata-io has it; each gets what came from it. */
function takeOwn({ sysexResponse }: Firmata, id: number, event: string): void {
  sysexResponse(id, function (data) {
    this.emit(event, [id, ...data]);
  });
}
