import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SCHEME = "sha256:";

/** A station's MQTT password: 256 random bits, shown once, never stored. */
export function newPassword(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a password. A plain SHA-256 is enough, because nobody can try 2^256 passwords; a
 * slow hash protects only what people choose, and would cost a tenth of a second at each connect.
 */
export function passwordHashOf(password: string): string {
  return `${SCHEME}${digest(password).toString("base64url")}`;
}

/** Takes the same time wherever the first difference lies. */
export function passwordMatches(password: string, stored: string): boolean {
  if (!stored.startsWith(SCHEME)) return false;
  const expected = Buffer.from(stored.slice(SCHEME.length), "base64url");
  const given = digest(password);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const digest = (password: string) => createHash("sha256").update(password).digest();
