import { signEnrol } from "#contract/enrol.ts";
import type { Chain, Hash } from "#contract/ids.ts";
import { signPage } from "#contract/page.ts";
import type { Outcome } from "#contract/receipt.ts";
import type { Settings } from "#contract/settings.ts";
import {
  clientIdOf,
  type Downlink,
  pageTopicOf,
  type StationName,
  topicOf,
} from "#contract/topics.ts";
import { EpochMs } from "#contract/units.ts";
import { type StationClock, stampNow } from "./clock.ts";
import { openDispatch, type SignedPage } from "./courier/dispatch.ts";
import { openEnrolment } from "./courier/enrolment.ts";
import { entryIdOf } from "./courier/entry-id.ts";
import { openFirstSent } from "./courier/first-sent.ts";
import { type DeviceHealth, healthOf } from "./courier/health.ts";
import type { Heard } from "./courier/heard.ts";
import type { Cut } from "./courier/plan.ts";
import { chainsToEnrol, isListed, type NewChainReason, reasonToLeave } from "./courier/standing.ts";
import type { Keyring } from "./keys.ts";
import type { LinkMessage, OpenLink } from "./link/link.ts";
import type { Log } from "./log.ts";
import type { AppendedEntry } from "./outbox/append.ts";
import { isFull } from "./outbox/database.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Settled } from "./outbox/settle.ts";
import type { Timers } from "./timers.ts";

export type CourierEvent =
  | { readonly kind: "connected" | "disconnected" | "settings" | "blocked" }
  | { readonly kind: "new-chain"; readonly chain: Chain; readonly reason: NewChainReason }
  | {
      readonly kind: "receipted";
      readonly chain: Chain;
      readonly seq: number;
      readonly hash: Hash;
      readonly outcome: Outcome;
    };

export type CourierPorts = {
  readonly name: StationName;
  readonly outbox: Outbox;
  readonly keyring: Keyring;
  readonly clock: StationClock;
  readonly heard: Heard;
  readonly openLink: OpenLink;
  readonly timers: Timers;
  readonly log: Log;
  /** Called after the outbox has changed. */
  onEvent(event: CourierEvent): void;
  devices(): DeviceHealth;
  freeMb(): number;
};

/** Carries entries from the outbox to the gateway until a receipt releases them. */
export type Courier = {
  /** A drop that was just appended: it goes before the backlog. */
  offer(entry: AppendedEntry): void;
  /** Nothing waits for a receipt, nothing is under way. */
  isIdle(): boolean;
  close(): Promise<void>;
};

const HEALTH_EVERY_MS = 60_000;

export function openCourier(ports: CourierPorts): Courier {
  const { name, outbox, keyring, clock, heard, timers, log, onEvent } = ports;
  const firstSent = openFirstSent(timers);
  let isUp = false;
  let cancelHealth = () => {};

  const dispatch = openDispatch({
    outbox,
    timers,
    log,
    sign: signCut,
    isListed: (chain) => isListed(chain, heard.settings()),
    onSent,
    onTorn: () => leaveChain("damaged"),
  });

  function signCut(cut: Cut, entries: readonly string[]): SignedPage | null {
    const key = keyring.find(cut.chain);
    if (key === null) {
      log("alarm", `The key of chain ${cut.chain} is gone: its entries wait for a person.`);
      return null;
    }
    const payload = signPage({ ...name, sent: stampNow(clock), entries }, key);
    const topic = pageTopicOf({ ...name, ...cut });
    const message = { topic, payload, qos: 1, retain: false } as const;
    return { bytes: payload.length, publish: () => link.publish(message) };
  }

  function onSent(cut: Cut): void {
    if (clock.state() === "synced") outbox.putBack.dated(clock.boot, cut);
    firstSent.sent(cut);
  }

  // What the gateway says.

  /** A disk without room keeps nothing of it: the gateway says it again, and entries are sent again. */
  function onMessage(topic: string, message: Uint8Array): void {
    try {
      take(topic, message);
    } catch (error) {
      if (!isFull(error)) throw error;
      log("alarm", `The disk is full: what came as ${topic} is left to be said again.`);
    }
  }

  function take(topic: string, message: Uint8Array): void {
    if (topic === topicOf(name, "receipts")) onReceipt(message);
    else if (topic === topicOf(name, "settings")) onSettings(message);
    else if (topic === topicOf(name, "keys")) onKeys(message);
    else if (topic === topicOf(name, "blocked") && heard.takeBlocked(message) !== null) {
      onEvent({ kind: "blocked" });
    }
  }

  /** What was answered under keys that were not held yet goes again, as after a connect. */
  function onKeys(message: Uint8Array): void {
    if (heard.takeKeys(message) === null) return;
    say(online);
    dispatch.up();
  }

  function onReceipt(message: Uint8Array): void {
    const receipt = heard.readReceipt(message);
    if (receipt === null) {
      log("warn", "A receipt was not signed by a key held, or not for this station.");
      return;
    }
    const settled = outbox.settle(receipt);
    for (const each of settled) onSettled(each, EpochMs(Date.parse(receipt.at)));
    sendUndatedAgain();
    dispatch.answered(receipt, settled);
  }

  function onSettled({ chain, seq, hash, outcome, effect }: Settled, at: EpochMs): void {
    const entry = { chain, seq };
    const isFresh = firstSent.isFresh(entry) && !outcome.repeat;
    if (isFresh && clock.state() !== "synced") clock.learn(at);
    if (effect === "bury") {
      log("alarm", `Entry ${entryIdOf(entry)} is ${outcome.outcome}: it waits for a person.`);
    }
    if (outcome.outcome === "conflict" && chain === weighing()?.chain) leaveChain("conflict");
    onEvent({ kind: "receipted", chain, seq, hash, outcome });
  }

  /** Once the clock is good, a page dates what this boot weighed before. */
  function sendUndatedAgain(): void {
    if (clock.state() === "synced") outbox.putBack.undated(clock.boot);
  }

  function onSettings(message: Uint8Array): void {
    const before = heard.settings();
    const settings = heard.takeSettings(message);
    if (settings === null) return;
    for (const { chain } of settings.chains) if (!isListed(chain, before)) dispatch.forgive(chain);
    followSettings(settings);
    enrolment.askForNew();
    onEvent({ kind: "settings" });
    dispatch.pump();
  }

  /** Also at the start, by the settings held: an old card image must not be weighed into. */
  function followSettings(settings: Settings): void {
    const current = weighing();
    const reason = current && reasonToLeave(current, settings);
    if (reason !== null && reason !== undefined) leaveChain(reason);
    if (settings.restored !== null) outbox.putBack.restored(settings.restored);
    for (const { chain, next } of settings.chains) outbox.putBack.from(chain, next, settings.at);
  }

  // Chains.

  function weighing() {
    return outbox.chains().at(-1) ?? null;
  }

  function leaveChain(reason: NewChainReason): void {
    const { chain } = beginChain({ outbox, keyring, log }, reason);
    onEvent({ kind: "new-chain", chain, reason });
    enrolment.ask();
  }

  const enrolment = openEnrolment({
    timers,
    unlisted: () => (isUp ? chainsToEnrol(outbox.chains(), heard.settings()) : []),
    request(chain) {
      const key = keyring.find(chain);
      if (key === null) return;
      const payload = signEnrol(name, stampNow(clock), key);
      say({ topic: topicOf(name, "enrol"), payload, qos: 1, retain: false });
    },
  });

  // The line.

  const state = topicOf(name, "state");
  const online: LinkMessage = { topic: state, payload: "online", qos: 1, retain: true };
  const offline: LinkMessage = { ...online, payload: "offline" };

  /** For what is said again anyway when the line is back. */
  function say(message: LinkMessage): void {
    link.publish(message).catch(() => {});
  }

  function sayHealth(): void {
    cancelHealth();
    sendUndatedAgain();
    const health = healthOf({ clock, outbox, devices: ports.devices(), freeMb: ports.freeMb() });
    const payload = JSON.stringify(health);
    say({ topic: topicOf(name, "health"), payload, qos: 0, retain: true });
    dispatch.pump();
    cancelHealth = timers.after(HEALTH_EVERY_MS, sayHealth);
  }

  const heardTopics: readonly Downlink[] = ["keys", "settings", "blocked", "receipts"];
  const link = ports.openLink(
    {
      clientId: clientIdOf(name),
      topics: heardTopics.map((leaf) => topicOf(name, leaf)),
      will: offline,
    },
    {
      onUp() {
        isUp = true;
        say(online);
        enrolment.ask();
        // Without keys no receipt could be read: the pages wait for those, which come first.
        if (heard.keys() !== null) dispatch.up();
        sayHealth();
        onEvent({ kind: "connected" });
      },
      onDown() {
        isUp = false;
        enrolment.stop();
        cancelHealth();
        dispatch.down();
        onEvent({ kind: "disconnected" });
      },
      onMessage,
    },
  );

  const held = heard.settings();
  if (held !== null) followSettings(held);

  return {
    offer(entry) {
      firstSent.appended(entry);
      dispatch.offer(entry);
    },
    isIdle: () => dispatch.isIdle() && outbox.depth() === 0,
    async close() {
      enrolment.stop();
      cancelHealth();
      dispatch.down();
      await link.close(offline);
    },
  };
}

/** A key on the disk first, then the chain under it: from now on entries go there. */
export function beginChain(
  { outbox, keyring, log }: Pick<CourierPorts, "outbox" | "keyring" | "log">,
  reason: NewChainReason | "first",
) {
  const key = keyring.make();
  outbox.beginChain(key.id);
  const code = key.id.slice(0, 12);
  if (reason === "first") log("info", `First key made, chain ${code}: enrol this station with it.`);
  else log("alarm", `New chain ${code} (${reason}): approve it at the gateway by this code.`);
  return { chain: key.id, key };
}
