import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { slug, utc } from "#contract/fields.ts";
import { utcTime } from "#contract/ids.ts";
import { writeFileAtomically } from "../keyring/atomic-file.ts";
import { kilobytesOf } from "./bytes.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { makeFolder, syncFile } from "./new-folder.ts";
import { answer, type Outcome } from "./reply.ts";

export const JOURNAL = "journal.db";
export const MANIFEST = "backup.json";
/** Without these a journal is of no use: no station would believe what is signed by others. */
export const KEY_FILES = ["root.key", "signing.key", "card.key"] as const;
/** There once a signing key has been replaced; there where the scheme has authenticating cards. */
const OTHER_KEYS = ["past-keys.json", "sun.key"] as const;

const backedUp = z.strictObject({
  name: z.string().regex(/^[a-z][a-z.-]*$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** `backup.json`: what a backup holds. SQLite does not notice every flipped bit, so files have digests. */
export const manifest = z.strictObject({
  v: z.literal(1),
  scheme: slug,
  /** Nothing that came later is in it. */
  at: utc,
  files: z.array(backedUp),
});
export type Manifest = z.output<typeof manifest>;

/** A folder that holds all a gateway is, taken while it goes on working. */
export async function backUp(
  { target }: CommandOf<"backup">,
  context: AdminContext,
): Promise<Outcome> {
  const made = await makeFolder({ target, what: "backup" }, (folder) => fill(folder, context));
  if (!made.ok) return made;
  const { at, files } = made.value;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return answer(
    { target, at, bytes },
    `Backed up to ${target} (${kilobytesOf(bytes)}), as of ${at}.`,
  );
}

async function fill(folder: string, { store, data, scheme, now }: AdminContext): Promise<Manifest> {
  // Taken before the copy: what the copy lacks can only be later, and stations send that again.
  const at = utcTime(now());
  await store.backup(join(folder, JOURNAL));
  const others = OTHER_KEYS.filter((name) => existsSync(join(data, name)));
  const keys = [...KEY_FILES, ...others];
  for (const name of keys) copyFileSync(join(data, name), join(folder, name));
  const files: Manifest["files"] = [];
  for (const name of [JOURNAL, ...keys]) {
    chmodSync(join(folder, name), 0o600);
    syncFile(join(folder, name));
    files.push({ name, ...(await digestOf(join(folder, name))) });
  }
  const complete: Manifest = { v: 1, scheme: scheme.name, at, files };
  writeFileAtomically(join(folder, MANIFEST), `${JSON.stringify(complete, null, 2)}\n`);
  return complete;
}

/** Read in pieces: a journal may be larger than memory. */
export async function digestOf(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const stream = createReadStream(file);
  await pipeline(stream, hash);
  return { bytes: stream.bytesRead, sha256: hash.digest("hex") };
}
