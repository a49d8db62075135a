import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { canonicalJson, type JsonObject } from "#contract/json.ts";
import { signPage } from "#contract/page.ts";
import type { Stamp } from "#contract/stamp.ts";
import { pageTopicOf } from "#contract/topics.ts";
import { at, BOOT, type Drop, sampleStation } from "../store/sample-station.ts";
import type { StationRow } from "../store/store.ts";

const SENT: Stamp = {
  boot: BOOT,
  clock: "synced",
  time: utcTime(at("2026-11-22T08:00:00.500Z")),
  uptimeMs: 1_500,
};

/** A station on paper whose pages are really signed, for tests. */
export function signingStation(name = "beitillo-01") {
  const station = sampleStation(name);
  const row: StationRow = {
    station: name,
    passwordHash: "",
    chains: [
      {
        chain: station.key.id,
        key: station.key.publicJwk,
        number: 1,
        state: "open",
        revokedAt: null,
        next: 1,
        missing: 0,
        brokenLinks: 0,
      },
    ],
  };
  /** The next entries in a page: topic and payload as MQTT brings them. */
  function cut(drops: readonly Drop[] = [{}]) {
    const entries = drops.map((drop) => station.entry(drop));
    return { ...signed(entries), ...station.page(entries) };
  }
  function signed(entries: readonly JsonObject[]) {
    const { range } = station.page(entries);
    const texts = entries.map((entry) => {
      const text = canonicalJson(entry);
      assert(text.ok, "a sample entry is canonical");
      return text.value;
    });
    const page = { scheme: "beitillo", station: name, sent: SENT, entries: texts };
    return { topic: pageTopicOf(range), payload: Buffer.from(signPage(page, station.key)) };
  }
  return { ...station, row, cut, signed };
}
