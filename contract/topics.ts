import { type Chain, isChain, isSlug, MAX_SEQ, type Slug } from "./ids.ts";
import { fail, ok, type Result } from "./result.ts";

/** Most entries in one page. */
export const MAX_PAGE_ENTRIES = 200;
/** Most bytes of a page as MQTT carries it. */
export const MAX_PAGE_BYTES = 262_144;

/** Which device set of which scheme: everything a station says or hears lies below its own prefix. */
export type StationName = { readonly scheme: Slug; readonly station: Slug };
/** The entries that a page carries, as its topic says: `first` to `last` of one chain. */
export type PageRange = StationName & {
  readonly chain: Chain;
  readonly first: number;
  readonly last: number;
};

export type Uplink = "enrol" | "health" | "state";
export type Downlink = "receipts" | "settings" | "blocked" | "keys";

const ROOT = "qamama/1";

export const topicOf = ({ scheme, station }: StationName, leaf: Uplink | Downlink): string =>
  `${ROOT}/${scheme}/${station}/${leaf}`;

export const pageTopicOf = ({ first, last, chain, ...name }: PageRange): string =>
  `${ROOT}/${name.scheme}/${name.station}/journal/${chain}/${first}-${last}`;

/** MQTT client id and user name of a station. */
export const clientIdOf = ({ scheme, station }: StationName): string => `${scheme}.${station}`;

export function parseClientId(text: string): StationName | null {
  const [scheme, station, ...more] = text.split(".");
  const good = scheme !== undefined && station !== undefined && more.length === 0;
  return good && isSlug(scheme) && isSlug(station) ? { scheme, station } : null;
}

export type UplinkTopic =
  | { readonly leaf: "journal"; readonly range: PageRange }
  | { readonly leaf: Uplink; readonly name: StationName };

/** What a station publishes to. `out-of-bounds` is a journal topic whose range no page can have. */
export function parseUplinkTopic(topic: string): Result<UplinkTopic, "foreign" | "out-of-bounds"> {
  const [root, version, scheme = "", station = "", leaf, ...rest] = topic.split("/");
  if (`${root}/${version}` !== ROOT || !isSlug(scheme) || !isSlug(station)) return fail("foreign");
  if (leaf === "journal") return parseRange({ scheme, station }, rest);
  const known = leaf === "enrol" || leaf === "health" || leaf === "state";
  return known && rest.length === 0 ? ok({ leaf, name: { scheme, station } }) : fail("foreign");
}

function parseRange(name: StationName, rest: string[]): Result<UplinkTopic, "out-of-bounds"> {
  const [chain = "", span = "", ...more] = rest;
  const match = /^([1-9]\d{0,9})-([1-9]\d{0,9})$/.exec(span);
  if (!isChain(chain) || match === null || more.length > 0) return fail("out-of-bounds");
  const [first, last] = [Number(match[1]), Number(match[2])];
  const fits = first <= last && last < first + MAX_PAGE_ENTRIES && last <= MAX_SEQ;
  return fits
    ? ok({ leaf: "journal", range: { ...name, chain, first, last } })
    : fail("out-of-bounds");
}
