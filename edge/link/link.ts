/** The line to the gateway: a dumb pipe that keeps nothing. What must not be lost is in the outbox. */
export type Link = {
  /** Resolves on PUBACK (QoS 0: when written), which is transport and no receipt. @throws LinkLost */
  publish(message: LinkMessage): Promise<void>;
  /** Says goodbye with this message, then hangs up for good. */
  close(last: LinkMessage): Promise<void>;
};

export type LinkMessage = {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
};

export type LinkEvents = {
  /** Connected and subscribed: from now on publish works. */
  onUp(): void;
  onDown(): void;
  onMessage(topic: string, payload: Uint8Array): void;
};

/** What the line is told once; it then connects by itself for as long as it is open. */
export type LinkPlan = {
  readonly clientId: string;
  readonly topics: readonly string[];
  /** What the broker says for a station that is gone without a goodbye. */
  readonly will: LinkMessage;
};

export type OpenLink = (plan: LinkPlan, events: LinkEvents) => Link;

/** The line went away before the broker acknowledged. */
export class LinkLost extends Error {
  override readonly name = "LinkLost";
}
