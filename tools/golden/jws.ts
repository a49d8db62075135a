import { sign } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { type TestKeyName, testKeys } from "./test-keys.ts";

const COMPACT = /[\w-]+\.[\w-]+\.[\w-]{86}(?=")/g;
const FOLDER = new URL("../../contract/golden/", import.meta.url);

export type Jws = {
  /** The key that signs. */
  by: TestKeyName;
  /** Whose name the header bears; the signer's own unless told. */
  kid?: string;
  alg?: string;
  typ: string;
  payload: string | Uint8Array;
  /** The header's whole text, in place of the usual one. */
  header?: string;
};

/** A JWS in whatever spelling: what the contract's own signer would never write, too. */
export function jwsOf({ by, typ, payload, ...odd }: Jws): string {
  const { id, algorithm } = testKeys[by];
  const { kid = id, alg = algorithm } = odd;
  const header = odd.header ?? JSON.stringify({ alg, kid, typ });
  const input = [header, payload].map((part) => Buffer.from(part).toString("base64url")).join(".");
  return `${input}.${signature(input, by)}`;
}

export function signature(input: string, by: TestKeyName): string {
  const { key, algorithm } = testKeys[by];
  if (algorithm === "EdDSA") return sign(null, Buffer.from(input), key).toString("base64url");
  const known = writtenBefore.get(input);
  if (known !== undefined) return known;
  return sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }).toString(
    "base64url",
  );
}

/** ES256 draws a random number for each signature: one that stands in a file is kept. */
const writtenBefore = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => readFileSync(new URL(name, FOLDER), "utf8").match(COMPACT) ?? [])
    .map((jws) => [jws.slice(0, jws.lastIndexOf(".")), jws.slice(jws.lastIndexOf(".") + 1)]),
);
