import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openKeyring } from "./keyring.ts";

let data = "";
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "qamama-keyring-"));
});
afterEach(() => rmSync(data, { recursive: true }));

describe("openKeyring", () => {
  it("makes three secrets that only their owner can read", () => {
    openKeyring(data);
    const files = readdirSync(data).sort();
    expect(files).toEqual(["card.key", "root.key", "signing.key"]);
    for (const file of files) expect(statSync(join(data, file)).mode & 0o777).toBe(0o600);
  });

  it("finds the same keys again", () => {
    const [first, second] = [openKeyring(data), openKeyring(data)];
    expect(second.root.id).toBe(first.root.id);
    expect(second.signing().id).toBe(first.signing().id);
    expect(second.cardKey).toBe(first.cardKey);
    expect(first.cardKey).toMatch(/^[0-9a-f]{64}$/);
  });

  it("lists signing keys of the past, also after a restart", () => {
    const keyring = openKeyring(data);
    const old = keyring.signing().id;
    const now = keyring.replaceSigningKey().id;
    expect(now).not.toBe(old);
    expect(keyring.jwks().keys.map(({ kid }) => kid)).toEqual([now, old]);
    expect(openKeyring(data).jwks()).toEqual(keyring.jwks());
  });

  it("never lists the root key or a private half", () => {
    const keyring = openKeyring(data);
    expect(keyring.jwks().keys.map(({ kid }) => kid)).not.toContain(keyring.root.id);
    for (const key of keyring.jwks().keys) expect(key).not.toHaveProperty("d");
  });

  it("goes on where a first start was interrupted", () => {
    const { root } = openKeyring(data);
    rmSync(join(data, "card.key"));
    expect(openKeyring(data).root.id).toBe(root.id);
  });

  it("makes no new root key for a folder that has a journal", () => {
    openKeyring(data);
    writeFileSync(join(data, "journal.db"), "");
    rmSync(join(data, "root.key"));
    expect(() => openKeyring(data)).toThrow(/root\.key is missing/);
  });

  it("has keys of authenticating cards only where someone put them", () => {
    expect(openKeyring(data).sunKeys).toBeNull();
    writeFileSync(join(data, "sun.key"), `${"01".repeat(16)}${"ab".repeat(16)}\n`, { mode: 0o600 });
    expect(openKeyring(data).sunKeys).toEqual({
      metaRead: Buffer.alloc(16, 0x01),
      fileReadMaster: Buffer.alloc(16, 0xab),
    });
  });

  it("refuses a sun.key that is none", () => {
    writeFileSync(join(data, "sun.key"), "01".repeat(16), { mode: 0o600 });
    expect(() => openKeyring(data)).toThrow(/sun\.key is not 32 bytes in hex/);
  });

  it.skipIf(process.platform === "win32").each(["signing.key", "sun.key"])(
    "refuses a %s that others can read",
    (name) => {
      openKeyring(data);
      writeFileSync(join(data, "sun.key"), "01".repeat(32), { mode: 0o600 });
      chmodSync(join(data, name), 0o640);
      expect(() => openKeyring(data)).toThrow(`${name} can be read by others: run chmod 600`);
    },
  );
});
