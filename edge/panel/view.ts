import type { Slug } from "#contract/ids.ts";
import type { Settings, StreamSettings } from "#contract/settings.ts";
import type { Grams, MinorUnits } from "#contract/units.ts";
import type { SessionState } from "../session/state.ts";
import type { WeighingMode } from "../weighing/config.ts";

/** What a receipt said of the last bag; `checking`: a person looks at it first. */
export type Credit = { readonly grams: Grams } & (
  | { readonly kind: "posted"; readonly credited: MinorUnits; readonly balance: MinorUnits }
  | { readonly kind: "checking" }
);

export type DeviceName = "scale" | "reader" | "keypad" | "board";

/** All that a display at the station may show. */
export type PanelView = {
  readonly session: SessionState;
  readonly streams: readonly Pick<StreamSettings, "stream" | "label" | "attendedOnly">[];
  readonly mode: WeighingMode;
  /** What the scale shows now of what came, moving or not; null: it shows no weight. */
  readonly live: Grams | null;
  /** The only stream of this station; null: each visit chooses. */
  readonly fixedStream: Slug | null;
  readonly currency: Settings["currency"];
  /** Devices that are gone, and being tried again. */
  readonly lost: ReadonlySet<DeviceName>;
  /** Only while it is the business of whoever stands there. */
  readonly credit: Credit | null;
};

export type Panel = { show(view: PanelView): void };
