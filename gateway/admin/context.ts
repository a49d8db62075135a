import type { UtcTime } from "#contract/ids.ts";
import type { EpochMs } from "#contract/units.ts";
import type { Keyring } from "../keyring/keyring.ts";
import type { Letterhead } from "../papers/wording.ts";
import type { GatewayStatus } from "../reports/status.ts";
import type { Store } from "../store/store.ts";

/** All that commands work with: of a running gateway, or of a data folder that none uses. */
export type AdminContext = {
  readonly store: Store;
  readonly keyring: Pick<Keyring, "root" | "cardKey" | "sunKeys" | "signing">;
  /** The data folder, absolute. */
  readonly data: string;
  readonly scheme: {
    readonly name: string;
    /** IANA name. */
    readonly timeZone: string;
    readonly currency: { readonly code: string; readonly minorUnits: number };
  };
  /** In whose name papers are printed. */
  readonly issuer: Letterhead["issuer"];
  /** Where stations reach the broker. */
  readonly mqttUrl: string;
  /** null: no gateway runs. */
  readonly status: () => GatewayStatus | null;
  readonly now: () => EpochMs;
};

/** Who acts, and when: what every act carries. */
export type Acting = { readonly actor: string; readonly at: EpochMs };

/** `2026-11-22 08:15`: a time for people, in UTC as it is written everywhere. */
export const minuteOf = (time: UtcTime | null): string =>
  time === null ? "-" : time.slice(0, 16).replace("T", " ");
