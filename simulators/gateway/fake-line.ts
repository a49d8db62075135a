import { type LinkEvents, LinkLost, type LinkMessage, type OpenLink } from "#edge/link/link.ts";

/** A line without a network: up and down at a word, and PUBACK at once unless told otherwise. */
export type FakeLine = {
  readonly openLink: OpenLink;
  connect(): void;
  drop(): void;
  /** From the gateway to the station; lost while the line is down. */
  deliver(topic: string, payload: string): void;
  /** Messages from the station now wait for this promise before they are acknowledged. */
  acknowledgeAfter(wait: Promise<void>): void;
  readonly closedWith: readonly LinkMessage[];
};

/** @param receive what the station publishes; called before it is acknowledged */
export function openFakeLine(receive: (topic: string, payload: string) => void): FakeLine {
  let events: LinkEvents | null = null;
  let isUp = false;
  let acknowledged = Promise.resolve();
  const closedWith: LinkMessage[] = [];
  return {
    openLink(_plan, listener) {
      events = listener;
      return {
        async publish({ topic, payload }) {
          if (!isUp) throw new LinkLost("the line is down");
          receive(topic, payload);
          await acknowledged;
        },
        async close(last) {
          isUp = false;
          closedWith.push(last);
        },
      };
    },
    connect() {
      isUp = true;
      events?.onUp();
    },
    drop() {
      isUp = false;
      events?.onDown();
    },
    deliver(topic, payload) {
      if (isUp) events?.onMessage(topic, new TextEncoder().encode(payload));
    },
    acknowledgeAfter(wait) {
      acknowledged = wait;
    },
    closedWith,
  };
}
