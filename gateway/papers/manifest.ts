import { createHash } from "node:crypto";
import * as z from "zod";
import { slug, utc } from "#contract/fields.ts";
import type { UtcTime } from "#contract/ids.ts";
import type { SigningKey } from "#contract/jwk.ts";
import { signJws } from "#contract/jws.ts";
import { type ReliefYear, reliefYear } from "#contract/relief-statement.ts";
import type { Result } from "#contract/result.ts";
import { type KeyRing, openSigned } from "#contract/signed.ts";

const { scheme, year, state, position, rule, sums } = reliefYear.shape;

const manifestFile = z.strictObject({
  name: z.string().min(1),
  bytes: z.int().min(0),
  /** In hex, as `sha256sum` prints it: whoever checks a file has no tool of ours. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What was exported, from which state of the journal and by which rules. */
const manifest = z.strictObject({
  v: z.literal(1),
  at: utc,
  ...{ scheme, year, state, position, rule },
  /** As the year was closed, or with what is charged since. */
  view: z.enum(["now", "frozen"]).default("now"),
  tariffs: z.array(slug),
  totals: sums,
  files: z.array(manifestFile),
});
export type Manifest = z.output<typeof manifest>;

/** An export's file, by the name under which it is given out. */
export type ExportedFile = { readonly name: string; readonly bytes: Uint8Array };

export function manifestOf(exported: {
  readonly files: readonly ExportedFile[];
  readonly year: ReliefYear;
  readonly view: Manifest["view"];
  /** Ids of the tariffs in force in the year. */
  readonly tariffs: readonly string[];
  readonly at: UtcTime;
}): Manifest {
  const { files, tariffs, view, at } = exported;
  const { scheme, year, state, position, rule, sums } = exported.year;
  return {
    v: 1,
    at,
    ...{ scheme, year, state, position, rule, view },
    tariffs: [...tariffs],
    totals: sums,
    files: files.map(fileOf),
  };
}

function fileOf({ name, bytes }: ExportedFile): Manifest["files"][number] {
  return { name, bytes: bytes.byteLength, sha256: sha256Hex(bytes) };
}

/** JWS Compact Serialization, to lie beside the files. */
export function signManifest(signed: Manifest, key: SigningKey): string {
  return signJws("qamama-manifest", JSON.stringify(signed), key);
}

/** @param ring the gateway's keys, as the council got them with the installation */
export function verifyManifest(
  jws: string,
  ring: KeyRing,
): Result<Manifest, "bad-signature" | "unreadable"> {
  return openSigned(Buffer.from(jws), { typ: "qamama-manifest", ring, schema: manifest });
}

/** Whether a file is, byte for byte, one that the manifest lists under its name. */
export function lists({ files }: Manifest, { name, bytes }: ExportedFile): boolean {
  const digest = sha256Hex(bytes);
  return files.some((file) => file.name === name && file.sha256 === digest);
}

const sha256Hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
