import { createPublicKey } from "node:crypto";
import { generateSigningKey } from "#contract/jwk.ts";
import { parseJws, signJws, verifyJws } from "#contract/jws.ts";

const PAYLOAD_BYTES = 800; // a page of one deposit

/** Ed25519 verifications a second on one core, of a page's size. */
export function verificationsPerSecond(ms: number): number {
  const key = generateSigningKey();
  const jws = parseJws(Buffer.from(signJws("qamama-page", "x".repeat(PAYLOAD_BYTES), key)));
  if (!jws.ok) throw new Error("what was signed can be read");
  const publicKey = createPublicKey(key.key);
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < ms) {
    for (let index = 0; index < 50; index += 1) verifyJws(jws.value, publicKey);
    count += 50;
  }
  return (count * 1000) / (performance.now() - begin);
}
