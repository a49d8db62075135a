import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openKeyring } from "./keys.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a keyring", () => {
  it("finds over a restart what it made, under the key's own name", () => {
    const made = openKeyring(folder).make();
    const found = openKeyring(folder).find(made.id);
    expect(found?.publicJwk).toEqual(made.publicJwk);
    expect(readdirSync(folder)).toEqual([`${made.id}.pem`]);
  });

  it("lets nobody else read a key", () => {
    const { id } = openKeyring(folder).make();
    expect(statSync(join(folder, `${id}.pem`)).mode & 0o777).toBe(0o600);
  });

  it("is not misled by a file that is damaged, another key's, or gone", () => {
    const keyring = openKeyring(folder);
    const [a, b] = [keyring.make(), keyring.make()];
    writeFileSync(join(folder, `${a.id}.pem`), "-----BEGIN PRIVATE KEY-----\n");
    const pem = b.key.export({ type: "pkcs8", format: "pem" });
    writeFileSync(join(folder, "A".repeat(22).concat(".pem")), pem);
    const again = openKeyring(folder);
    expect(again.find(a.id)).toBeNull();
    expect(again.find("A".repeat(22) as typeof a.id)).toBeNull();
    rmSync(join(folder, `${b.id}.pem`));
    expect(again.find(b.id)).toBeNull();
  });
});
