import { expect, it } from "vitest";
import { passwordHashOf } from "../keyring/password.ts";
import type { Change, StationRow, Store } from "../store/store.ts";
import { openRoster, rosterOf } from "./roster.ts";
import { signingStation } from "./sample-pages.ts";

const station = signingStation();
const { range } = station.cut();
const row: StationRow = { ...station.row, passwordHash: passwordHashOf("secret") };

it("knows the keys of chains that a person let in, revoked or not", () => {
  const withState = (state: "requested" | "open" | "revoked") =>
    rosterOf([{ ...row, chains: row.chains.map((chain) => ({ ...chain, state })) }], "beitillo");
  expect(withState("open").keyOf(range)).toEqual({ ok: true, value: station.key.publicJwk });
  expect(withState("revoked").keyOf(range)).toMatchObject({ ok: true });
  expect(withState("requested").keyOf(range)).toEqual({ ok: false, problem: "no-such-chain" });
});

it("knows no station of another scheme or name", () => {
  const roster = rosterOf([row], "beitillo");
  for (const other of [
    { ...range, scheme: "nablus" },
    { ...range, station: "beitillo-02" },
  ]) {
    expect(roster.keyOf(other)).toEqual({ ok: false, problem: "no-such-station" });
    expect(roster.welcomes(other, "secret")).toBe(false);
  }
});

it("welcomes a station by its password alone", () => {
  const roster = rosterOf([row], "beitillo");
  expect(roster.welcomes(range, "secret")).toBe(true);
  expect(roster.welcomes(range, "Secret")).toBe(false);
});

/** A store that counts how often its stations are read, and commits what it is told. */
function countingStore() {
  const listeners = new Set<(change: Change) => void>();
  const store = {
    reads: 0,
    broken: false,
    stations: async () => {
      store.reads += 1;
      if (store.broken) throw new Error("disk");
      return [row];
    },
    onCommit(listener: (change: Change) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    commit: (settings: Change["settings"]) => {
      for (const listener of listeners) listener({ settings, blocked: false, deposits: [] });
    },
  };
  return store satisfies Pick<Store, "stations" | "onCommit">;
}

it("reads the stations again only after one has changed", async () => {
  const store = countingStore();
  const roster = openRoster(store, "beitillo");
  await Promise.all([roster(), roster()]);
  store.commit([]);
  await roster();
  expect(store.reads).toBe(1);
  store.commit(["beitillo-01"]);
  await roster();
  store.commit("all");
  await roster();
  expect(store.reads).toBe(3);
});

it("tries again when the stations could not be read", async () => {
  const store = countingStore();
  const roster = openRoster(store, "beitillo");
  store.broken = true;
  await expect(roster()).rejects.toThrow("disk");
  store.broken = false;
  expect((await roster()).stations).toEqual([row]);
});
