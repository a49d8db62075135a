import type { Deposit } from "#contract/deposit.ts";
import type { CardId } from "#contract/ids.ts";
import type { Settings, StreamSettings } from "#contract/settings.ts";
import type { Grams } from "#contract/units.ts";
import type { StationClock } from "./clock.ts";
import type { DeviceState } from "./drivers/attend.ts";
import type { After } from "./drivers/driver.ts";
import type { Devices } from "./drivers/registry.ts";
import type { Log } from "./log.ts";
import type { AppendedEntry } from "./outbox/append.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { DeviceName, Panel } from "./panel/view.ts";
import type { Containers, SessionConfig } from "./session/config.ts";
import type { Instrument, WeighingConfig } from "./weighing/config.ts";

/** What a station works by: from the settings that it holds, or from its own config until it has any. */
export type StationRules = {
  readonly streams: readonly StreamSettings[];
  readonly blocked: ReadonlySet<CardId>;
  readonly currency: Settings["currency"];
};

/** The part of the outbox that a visit needs. */
export type Journal = Pick<Outbox, "append" | "lastBalance" | "standing">;

export type AgentEvent =
  | { readonly kind: "appended"; readonly entry: AppendedEntry; readonly deposit: Deposit }
  | { readonly kind: "not-recorded" }
  | { readonly kind: "device"; readonly device: DeviceName; readonly state: DeviceState };

export type AgentConfig = {
  readonly instrument: Instrument;
  readonly weighing: WeighingConfig;
  readonly session: SessionConfig;
  readonly containers: Containers;
  readonly emptyBin: { readonly grams: Grams; readonly tolerance: Grams };
};

export type AgentParts = {
  readonly devices: Devices;
  readonly panel: Panel;
  readonly outbox: Journal;
  readonly rules: () => StationRules;
  readonly clock: StationClock;
  readonly config: AgentConfig;
  /** Real time. */
  readonly after: After;
  readonly log: Log;
  readonly onEvent: (event: AgentEvent) => void;
};
