import type { BaseLogger } from "pino";
import { type Slug, utcTime } from "#contract/ids.ts";
import type { Settings } from "#contract/settings.ts";
import { type Downlink, type StationName, topicOf } from "#contract/topics.ts";
import type { EpochMs } from "#contract/units.ts";
import type { Keyring } from "../keyring/keyring.ts";
import type { StationRow, Store } from "../store/store.ts";
import {
  chainSettingsOf,
  MAX_BLOCKED_CARDS,
  signBlocked,
  signKeys,
  signSettings,
} from "./messages.ts";

export type AnnounceOptions = {
  readonly scheme: Slug;
  readonly timeZone: string;
  readonly currency: Settings["currency"];
  readonly store: Pick<
    Store,
    "stations" | "streamsAt" | "restoredAt" | "blockedCards" | "nextVersion" | "onCommit"
  >;
  readonly keyring: Pick<Keyring, "root" | "signing">;
  readonly now: () => EpochMs;
  publish(topic: string, payload: string, options: { readonly retain: boolean }): void;
  readonly log: Pick<BaseLogger, "error">;
};

/** What stations work by, told to them whenever it changes: keys, settings, blocked cards. */
export type Announce = {
  /** A station has said that it is online: it gets settings with the `next` of now. */
  online(name: StationName): void;
  /** To be called now and then: with a new month another tariff may be in force. */
  checkTariff(): void;
  /** Resolves when all that was asked for so far has been published. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** What the next round is to publish; stations not met before get everything anyway. */
type Wanted = { all: boolean; readonly stations: Set<Slug>; blocked: boolean };

const nothing = (): Wanted => ({ all: false, stations: new Set(), blocked: false });

/**
 * Publishes everything once, then follows the store's commits. One round at a time, so that versions
 * go out in their order; what is asked for during a round is published by the next, once.
 */
export async function openAnnounce(options: AnnounceOptions): Promise<Announce> {
  const { scheme, store, keyring, now, publish, log } = options;
  const met = new Set<Slug>();
  let wanted: Wanted = { ...nothing(), all: true };
  let rounds: Promise<void> | null = null;
  let announcedStreams = "";
  /** A round failed: the next, which a check of the tariff brings before long, tells everyone everything. */
  let missed = false;

  // Signed anew at each start, which is also right after a restore.
  const keysVersion = await store.nextVersion("keys", now());
  const keys = [keyring.signing().publicJwk];
  const keysText = signKeys({ v: 1, scheme, version: keysVersion, keys }, keyring.root);
  let blockedText = await makeBlocked();

  async function makeBlocked(): Promise<string> {
    const version = await store.nextVersion("blocked", now());
    const cards = [...(await store.blockedCards(MAX_BLOCKED_CARDS))];
    return signBlocked({ v: 1, scheme, keysVersion, version, cards }, keyring.signing());
  }

  function want(change: (wanted: Wanted) => void): void {
    change(wanted);
    rounds ??= runRounds().finally(() => {
      rounds = null;
    });
  }

  async function runRounds(): Promise<void> {
    do {
      const round = wanted;
      wanted = nothing();
      if (missed) [round.all, round.blocked] = [true, true];
      missed = false;
      await publishRound(round).catch((err) => {
        missed = true;
        log.error({ err }, "stations were not told of a change");
      });
    } while (wanted.all || wanted.blocked || wanted.stations.size > 0);
  }

  async function publishRound(round: Wanted): Promise<void> {
    const stations = await store.stations();
    if (round.blocked) blockedText = await makeBlocked();
    const facts = await readFacts();
    const streams = JSON.stringify(facts.streams);
    const toAll = round.all || streams !== announcedStreams;
    announcedStreams = streams;
    const told = stations.filter(
      (it) => toAll || round.stations.has(it.station) || !met.has(it.station),
    );
    const version = told.length === 0 ? 0 : await store.nextVersion("settings", now());
    for (const row of stations) {
      const isNew = !met.has(row.station);
      if (isNew) say(row, "keys", keysText);
      if (isNew || round.blocked) say(row, "blocked", blockedText);
      met.add(row.station);
    }
    for (const row of told) say(row, "settings", settingsOf(row, { ...facts, version }));
  }

  async function readFacts() {
    const time = now();
    const streams = [...(await store.streamsAt(time))];
    return { at: utcTime(time), streams, restored: await store.restoredAt(time) };
  }

  function settingsOf(
    { station, chains: rows }: StationRow,
    facts: Pick<Settings, "at" | "streams" | "restored" | "version">,
  ): string {
    const { timeZone, currency } = options;
    const chains = chainSettingsOf(rows);
    const message = { v: 1 as const, scheme, station, keysVersion, timeZone, currency, chains };
    return signSettings({ ...message, ...facts }, keyring.signing());
  }

  function say({ station }: StationRow, leaf: Downlink, text: string): void {
    publish(topicOf({ scheme, station }, leaf), text, { retain: true });
  }

  const stopListening = store.onCommit(({ settings, blocked }) => {
    if (settings !== "all" && settings.length === 0 && !blocked) return;
    want((wanted) => {
      if (settings === "all") wanted.all = true;
      else for (const station of settings) wanted.stations.add(station);
      wanted.blocked ||= blocked;
    });
  });
  want(() => {});
  const settled = async () => {
    while (rounds !== null) await rounds;
  };
  await settled();

  return {
    online: ({ station }) => want((wanted) => wanted.stations.add(station)),
    checkTariff: () => want(() => {}),
    settled,
    async close() {
      stopListening();
      await settled();
    },
  };
}
