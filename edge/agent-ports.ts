import type { Deposit } from "#contract/deposit.ts";
import type { CardId, Chain, Hash, UtcTime } from "#contract/ids.ts";
import type { JsonObject } from "#contract/json.ts";
import type { Settings, StreamSettings } from "#contract/settings.ts";
import type { ClockState, Stamp } from "#contract/stamp.ts";
import type { EpochMs, MinorUnits } from "#contract/units.ts";
import type { DeviceState } from "./drivers/attend.ts";
import type { After } from "./drivers/driver.ts";
import type { Devices } from "./drivers/registry.ts";
import type { DeviceName, Panel } from "./panel/view.ts";
import type { SessionConfig } from "./session/config.ts";
import type { Instrument } from "./weighing/config.ts";

/** What a station works by: from the settings that it holds, or from its own config until it has any. */
export type StationRules = {
  readonly streams: readonly StreamSettings[];
  readonly blocked: ReadonlySet<CardId>;
  readonly currency: Settings["currency"];
};

/** The part of the station's clock that stamps visits. */
export type VisitClock = {
  readonly boot: string;
  now(): EpochMs;
  uptimeMs(): number;
  state(): ClockState;
};

export type AppendedEntry = { readonly chain: Chain; readonly seq: number; readonly hash: Hash };

/** The part of the outbox that a visit needs. */
export type Journal = {
  /** Durable when it returns. @throws an error named OutboxFull: nothing was written */
  append(entry: {
    readonly kind: string;
    readonly at: Stamp;
    readonly data: JsonObject;
    readonly window?: Uint8Array;
  }): AppendedEntry;
  lastBalance(card: CardId): CardBalance | null;
};
type CardBalance = {
  readonly balance: MinorUnits;
  readonly owed: MinorUnits;
  readonly at: UtcTime;
};

export type AgentEvent =
  | { readonly kind: "appended"; readonly entry: AppendedEntry; readonly deposit: Deposit }
  | { readonly kind: "not-recorded" }
  | { readonly kind: "device"; readonly device: DeviceName; readonly state: DeviceState };

export type AgentConfig = {
  readonly instrument: Instrument;
  readonly windowMs: number;
  readonly session: SessionConfig;
};

export type AgentParts = {
  readonly devices: Devices;
  readonly panel: Panel;
  readonly outbox: Journal;
  readonly rules: () => StationRules;
  readonly clock: VisitClock;
  readonly config: AgentConfig;
  /** Real time. */
  readonly after: After;
  readonly log: (level: "info" | "warn" | "alarm", message: string) => void;
  readonly onEvent: (event: AgentEvent) => void;
};
