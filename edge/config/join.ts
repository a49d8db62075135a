import { existsSync, readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import * as z from "zod";
import { chain, slug } from "#contract/fields.ts";
import { parseJson } from "#contract/json.ts";
import { publicJwk } from "#contract/jwk.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { StationName } from "#contract/topics.ts";
import { FileToMend, writeDurably } from "../files.ts";
import type { Keyring } from "../keys.ts";

const schema = z.strictObject({
  v: z.literal(1),
  scheme: slug,
  station: slug,
  /** The station's first chain, as the gateway registered it. */
  chain,
  mqtt: z.strictObject({
    url: z.string().regex(/^mqtts?:\/\/\S+$/, "not a URL like mqtt://host:1883"),
    user: z.string().min(1),
    password: z.string().min(1),
  }),
  /** The key that signs the gateway's keys. */
  root: publicJwk,
});

/** What the operator hands a station once: how to reach the gateway, and how to know it. */
export type Join = z.output<typeof schema>;

/** Holds the MQTT password: kept in the data folder, mode 600. */
export const joinFileIn = (data: string): string => joinPath(data, "join.json");

export function parseJoin(bytes: Uint8Array): Result<Join, string> {
  const json = parseJson(bytes);
  if (!json.ok) return fail("it is not JSON");
  const { success, data, error } = schema.safeParse(json.value);
  return success ? ok(data) : fail(z.prettifyError(error).replaceAll("\n", " "));
}

/** @returns null when the station has not joined. @throws FileToMend */
export function readJoin(data: string): Join | null {
  const file = joinFileIn(data);
  if (!existsSync(file)) return null;
  const join = parseJoin(readFileSync(file));
  if (!join.ok) throw new FileToMend(`${file}: ${join.problem}. Run "join" again.`);
  return join.value;
}

/** Keeps it, when it was made for this very station and its key. */
export function keepJoin(
  join: Join,
  { name, data, keyring }: { name: StationName; data: string; keyring: Keyring },
): Result<string, string> {
  if (join.scheme !== name.scheme || join.station !== name.station) {
    const [its, own] = [join, name].map(({ scheme, station }) => `${scheme}/${station}`);
    return fail(`It is for ${its}, but this station is ${own}.`);
  }
  if (keyring.find(join.chain) === null) {
    return fail(`It is for the key ${join.chain}, which is not one of this station's.`);
  }
  const file = joinFileIn(data);
  writeDurably(file, `${JSON.stringify(join)}\n`);
  return ok(file);
}
