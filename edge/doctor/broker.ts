import type { Join } from "../config/join.ts";
import { type Finding, fine, warning } from "./finding.ts";

/** @returns null when a TCP connection was accepted, or why not */
export type Reach = (host: string, port: number) => Promise<string | null>;

const PORTS: Readonly<Record<string, number>> = { "mqtt:": 1883, "mqtts:": 8883 };

/** Only whether it is reached: a password is tried by the station itself. */
export async function tryBroker(join: Join | null, reach: Reach): Promise<Finding> {
  if (join === null) {
    return warning("broker", "this station has not joined: it stores until `station join` is run.");
  }
  const { url } = join.mqtt;
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const why = await reach(host, port === "" ? (PORTS[protocol] ?? 1883) : Number(port));
  if (why === null) return fine("broker", `${url} accepts connections.`);
  return warning("broker", `${url} is not reached: ${why}. Nothing is lost; mend the network.`);
}
