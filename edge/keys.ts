import { createPrivateKey } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "#contract/assert.ts";
import type { Chain } from "#contract/ids.ts";
import { generateSigningKey, type SigningKey, signingKeyOf } from "#contract/jwk.ts";
import { writeDurably } from "./files.ts";

/** The station's private keys, one for each chain; they never leave this folder. */
export type Keyring = {
  /** A new key, on the disk when this returns: before any entry is written under it. */
  make(): SigningKey;
  /** null when its file is gone or is not this chain's key: what it would sign must wait. */
  find(chain: Chain): SigningKey | null;
};

/** @param folder made when missing, readable by its owner only */
export function openKeyring(folder: string): Keyring {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (chain: Chain) => join(folder, `${chain}.pem`);
  const known = new Map<Chain, SigningKey>();
  return {
    make() {
      const made = generateSigningKey();
      const pem = made.key.export({ type: "pkcs8", format: "pem" });
      assert(typeof pem === "string", "PEM is text");
      writeDurably(fileOf(made.id), pem);
      known.set(made.id, made);
      return made;
    },
    find(chain) {
      const key = known.get(chain) ?? readKey(fileOf(chain), chain);
      if (key !== null) known.set(chain, key);
      return key;
    },
  };
}

function readKey(file: string, chain: Chain): SigningKey | null {
  if (!existsSync(file)) return null;
  try {
    const key = signingKeyOf(createPrivateKey(readFileSync(file)));
    return key.id === chain ? key : null;
  } catch {
    return null; // not a private key: damaged
  }
}
