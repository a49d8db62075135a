import { type Health, health as healthSchema } from "#contract/health.ts";
import type { Slug } from "#contract/ids.ts";
import { parseJson } from "#contract/json.ts";
import type { StationName } from "#contract/topics.ts";
import type { EpochMs } from "#contract/units.ts";

/** What a station last said of itself. */
export type Heard = {
  readonly lastContact: EpochMs;
  readonly health: Health | null;
};

/** How the stations are: for people who look after them, never a matter of credit; forgotten at a restart. */
export type HealthBoard = {
  /** Whatever a station says shows that it is there. */
  noteContact(name: StationName): void;
  /** @returns false when it is no health message; it is ignored then */
  noteHealth(name: StationName, payload: Uint8Array): boolean;
  /** By the station's name. */
  all(): ReadonlyMap<Slug, Heard>;
};

const MAX_HEALTH_BYTES = 4096;

export function openHealthBoard(now: () => EpochMs): HealthBoard {
  const board = new Map<Slug, Heard>();
  const note = ({ station }: StationName, health: Health | null) => {
    board.set(station, {
      lastContact: now(),
      health: health ?? board.get(station)?.health ?? null,
    });
  };
  return {
    noteContact: (name) => note(name, null),
    noteHealth(name, payload) {
      const parsed = parseHealth(payload);
      note(name, parsed);
      return parsed !== null;
    },
    all: () => board,
  };
}

function parseHealth(payload: Uint8Array): Health | null {
  if (payload.length > MAX_HEALTH_BYTES) return null;
  const json = parseJson(payload);
  const parsed = json.ok ? healthSchema.safeParse(json.value) : null;
  return parsed?.success === true ? parsed.data : null;
}
