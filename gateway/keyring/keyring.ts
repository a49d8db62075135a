import { createPrivateKey, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import {
  algorithmOf,
  generateSigningKey,
  keyIdOf,
  type PublicJwk,
  publicJwk,
  type SigningKey,
  signingKeyOf,
} from "#contract/jwk.ts";
import { parseSunKeys, type SunKeys } from "../proof/card-keys.ts";
import { writeFileAtomically } from "./atomic-file.ts";

/** A JWK Set (RFC 7517): what anyone needs to check a receipt, an old one too. */
export type Jwks = { readonly keys: readonly PublishedJwk[] };
export type PublishedJwk = PublicJwk & {
  readonly kid: string;
  readonly alg: string;
  readonly use: "sig";
};

/** The gateway's own keys, kept in its data folder. */
export type Keyring = {
  /** Signs only the list of the other keys; stations hold its public half from enrolment on. */
  readonly root: SigningKey;
  /** Signs receipts, settings and blocked cards. */
  signing(): SigningKey;
  /** Hex of the 32 bytes by which stations turn a card's UID into its name. */
  readonly cardKey: string;
  /** By which the proofs of authenticating cards are checked; null: nobody put `sun.key` there. */
  readonly sunKeys: SunKeys | null;
  /** The signing keys of now and of the past. */
  jwks(): Jwks;
  /** The old signing key stays listed for ever. */
  replaceSigningKey(): SigningKey;
};

/** The folder's keys are not as they must be. The message is a sentence for the operator. */
export class KeyringError extends Error {
  override readonly name = "KeyringError";
}

/**
 * Reads the keys of a data folder, and makes those that a new folder does not have yet.
 *
 * @throws KeyringError when a folder that has a journal lacks a key, or a key can be read by others,
 *   or `sun.key` is not what it must be
 */
export function openKeyring(data: string): Keyring {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const root = signingKeyFrom(secretAt(data, "root.key", newPem));
  let signing = signingKeyFrom(secretAt(data, "signing.key", newPem));
  const cardKey = secretAt(data, "card.key", newCardKey).trim();
  const sunKeys = readSunKeys(data);
  let past = readPastKeys(data);
  return {
    root,
    cardKey,
    sunKeys,
    signing: () => signing,
    jwks: () => ({ keys: [signing.publicJwk, ...past].map(published) }),
    replaceSigningKey() {
      past = [signing.publicJwk, ...past];
      // The list first: between the two writes the key of now is merely listed twice.
      writeFileAtomically(join(data, PAST_KEYS), JSON.stringify(past));
      writeFileAtomically(join(data, "signing.key"), newPem());
      signing = signingKeyFrom(secretAt(data, "signing.key", newPem));
      return signing;
    },
  };
}

const PAST_KEYS = "past-keys.json";
const SUN_KEY = "sun.key";

const newCardKey = () => `${randomBytes(32).toString("hex")}\n`;
const newPem = () => String(generateSigningKey().key.export({ type: "pkcs8", format: "pem" }));
const signingKeyFrom = (pem: string) => signingKeyOf(createPrivateKey(pem));

/** A folder with a journal had its keys once: new ones would make every station deaf to it. */
function secretAt(data: string, name: string, make: () => string): string {
  const file = join(data, name);
  if (existsSync(file)) return readSecret(file);
  if (existsSync(join(data, "journal.db"))) {
    throw new KeyringError(
      `${file} is missing although the folder has a journal: put it back from the backup.`,
    );
  }
  writeFileAtomically(file, make());
  return readSecret(file);
}

function readSecret(file: string): string {
  const open = process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0;
  if (open) throw new KeyringError(`${file} can be read by others: run chmod 600 ${file}`);
  return readFileSync(file, "utf8");
}

/** Made where the cards are made; a gateway without it holds what brings a proof. */
function readSunKeys(data: string): SunKeys | null {
  const file = join(data, SUN_KEY);
  if (!existsSync(file)) return null;
  const keys = parseSunKeys(readSecret(file).trim());
  if (keys !== null) return keys;
  throw new KeyringError(`${file} is not 32 bytes in hex: the meta-read key, then the master.`);
}

function readPastKeys(data: string): readonly PublicJwk[] {
  const file = join(data, PAST_KEYS);
  if (!existsSync(file)) return [];
  return z.array(publicJwk).parse(JSON.parse(readFileSync(file, "utf8")));
}

function published(key: PublicJwk): PublishedJwk {
  return { ...key, kid: keyIdOf(key), alg: algorithmOf(key), use: "sig" };
}
