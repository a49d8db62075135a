/**
 * The plan of the house: who may import whom. A room is a folder, or a file that stands in the house
 * itself; it imports itself and the rooms of lower floors, which are listed first. Neighbours on one
 * floor do not import each other. A house without floors is one room.
 */
export type Plan = Readonly<Record<string, House>>;
export type House = {
  /** Houses below, whole. */
  readonly below: readonly string[];
  readonly floors: readonly (readonly string[])[];
};

export const plan: Plan = {
  contract: { below: [], floors: [] },
  edge: {
    below: ["contract"],
    floors: [
      ["weighing", "clock.ts", "files.ts", "log.ts", "timers.ts", "trouble.ts"],
      ["session", "keys.ts"],
      ["drivers", "panel", "outbox", "link"],
      ["config", "courier", "kiosk", "agent-ports.ts"],
      ["config.ts", "visits", "front"],
      ["agent.ts", "courier.ts"],
      ["station.ts", "command.ts"],
      ["doctor", "capture", "calibration"],
      ["commands.ts"],
      ["main.ts"],
    ],
  },
  gateway: {
    below: ["contract"],
    floors: [
      ["journal", "month"],
      [
        "tariff",
        "ledger",
        "relief",
        "fees",
        "registry",
        "currency",
        "stock",
        "proof",
        "indicators",
      ],
      ["deposit", "statement"],
      ["store", "keyring", "broker", "telemetry", "vault", "config.ts"],
      ["ingest", "announce", "reports", "papers", "audit"],
      ["http", "admin"],
      ["desk.ts"],
      ["gateway.ts", "command-line.ts"],
      ["main.ts"],
    ],
  },
  dashboard: { below: ["contract"], floors: [] },
  simulators: { below: ["contract", "edge", "gateway"], floors: [] },
  tools: { below: ["contract", "edge", "gateway", "simulators"], floors: [] },
};
