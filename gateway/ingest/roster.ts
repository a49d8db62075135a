import type { PublicJwk } from "#contract/jwk.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { PageRange, StationName } from "#contract/topics.ts";
import { passwordMatches } from "../keyring/password.ts";
import type { StationRow, Store } from "../store/store.ts";

/** Who may speak for which station, as of the latest commit. */
export type Roster = {
  readonly stations: readonly StationRow[];
  /** The key of a chain that a person let in, revoked since or not: what it sends is judged by the store. */
  keyOf(range: PageRange): Result<PublicJwk, "no-such-station" | "no-such-chain">;
  welcomes(name: StationName, password: string): boolean;
};

/** Reads the stations once, and again after a commit that changed one. */
export function openRoster(
  store: Pick<Store, "stations" | "onCommit">,
  scheme: string,
): () => Promise<Roster> {
  let loading: Promise<Roster> | null = null;
  store.onCommit(({ settings }) => {
    if (settings === "all" || settings.length > 0) loading = null;
  });
  return () => {
    if (loading !== null) return loading;
    const attempt = store.stations().then((stations) => rosterOf(stations, scheme));
    loading = attempt;
    attempt.catch(() => {
      if (loading === attempt) loading = null;
    });
    return attempt;
  };
}

export function rosterOf(stations: readonly StationRow[], scheme: string): Roster {
  const byName = new Map(stations.map((row) => [row.station, indexed(row)]));
  const find = (name: StationName) =>
    name.scheme === scheme ? byName.get(name.station) : undefined;
  return {
    stations,
    keyOf(range) {
      const station = find(range);
      if (station === undefined) return fail("no-such-station");
      const key = station.keys.get(range.chain);
      return key === undefined ? fail("no-such-chain") : ok(key);
    },
    welcomes(name, password) {
      const station = find(name);
      return station !== undefined && passwordMatches(password, station.passwordHash);
    },
  };
}

function indexed({ passwordHash, chains }: StationRow) {
  const approved = chains.filter(({ state }) => state !== "requested");
  return { passwordHash, keys: new Map(approved.map(({ chain, key }) => [chain, key])) };
}
