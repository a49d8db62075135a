import {
  type Downlink,
  parseClientId,
  parseUplinkTopic,
  type StationName,
  topicOf,
  type Uplink,
} from "#contract/topics.ts";

/** What a publish of a station means to the gateway. */
export type Uplinked =
  | { readonly leaf: "journal" }
  | { readonly leaf: Uplink; readonly name: StationName };

const DOWNLINKS = ["receipts", "settings", "blocked", "keys"] as const satisfies Downlink[];

/** A station's user name is its client id; nothing else about a connection says who it is. */
export function nameOfClient(clientId: string, userName: string | undefined): StationName | null {
  return clientId === userName ? parseClientId(clientId) : null;
}

/** A station publishes to its own four topics. @returns null for any other */
export function uplinkOf(clientId: string, topic: string): Uplinked | null {
  const name = parseClientId(clientId);
  if (name === null || !topic.startsWith(`qamama/1/${name.scheme}/${name.station}/`)) return null;
  const parsed = parseUplinkTopic(topic);
  // Which ranges a page can have is judged, and logged, where pages are.
  if (!parsed.ok) return parsed.problem === "out-of-bounds" ? { leaf: "journal" } : null;
  return parsed.value.leaf === "journal" ? { leaf: "journal" } : parsed.value;
}

/** A station hears the gateway's four topics below its own prefix, each by its full name. */
export function maySubscribe(clientId: string, filter: string): boolean {
  const name = parseClientId(clientId);
  return name !== null && DOWNLINKS.some((leaf) => topicOf(name, leaf) === filter);
}
