// Reads signatures: not for the browser.
import * as z from "zod";
import { assert } from "./assert.ts";
import { parseCanonicalJson } from "./canonical.ts";
import { chain, slug } from "./fields.ts";
import { canonicalJson } from "./json.ts";
import { algorithmOf, importPublicJwk, keyIdOf, publicJwk, type SigningKey } from "./jwk.ts";
import { parseJws, signJws, verifyJws } from "./jws.ts";
import { fail, ok, type Result } from "./result.ts";
import { type Stamp, stamp } from "./stamp.ts";
import type { StationName } from "./topics.ts";

const schema = z.strictObject({
  at: stamp,
  chain,
  key: publicJwk,
  scheme: slug,
  station: slug,
  v: z.literal(1),
});

/** A registered station asks for a further chain, signed by the very key it asks for. */
export type Enrol = z.output<typeof schema>;

export function parseEnrol(
  bytes: Uint8Array,
  name: StationName,
): Result<Enrol, "bad-signature" | "unreadable"> {
  const jws = parseJws(bytes);
  if (!jws.ok || jws.value.typ !== "qamama-enrol") return fail("bad-signature");
  const json = parseCanonicalJson(jws.value.payload);
  const parsed = json.ok ? schema.safeParse(json.value.json) : null;
  if (parsed?.success !== true) return fail("unreadable");
  const { key, chain, scheme, station } = parsed.data;
  if (scheme !== name.scheme || station !== name.station) return fail("unreadable");
  const itself =
    jws.value.kid === chain && keyIdOf(key) === chain && jws.value.alg === algorithmOf(key);
  return itself && verifyJws(jws.value, importPublicJwk(key))
    ? ok(parsed.data)
    : fail("bad-signature");
}

export function signEnrol(name: StationName, at: Stamp, key: SigningKey): string {
  const { scheme, station } = name;
  const fields = { at, chain: key.id, key: key.publicJwk, scheme, station, v: 1 as const };
  const payload = canonicalJson(fields);
  assert(payload.ok, "an enrolment is plain ASCII");
  return signJws("qamama-enrol", payload.value, key);
}
