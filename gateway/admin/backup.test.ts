import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import type { GatewayConfig } from "../config.ts";
import { journalLines } from "../reports/journal-lines.ts";
import { textOf } from "../reports/text-of.ts";
import { execute } from "./execute.ts";
import { openFolder } from "./open-folder.ts";
import { restore } from "./restore.ts";
import { NOON, openSample, sampleFolder, scratch } from "./sample-folder.ts";

let room: ReturnType<typeof scratch>;
let config: GatewayConfig;
let [target, data] = ["", ""];

beforeEach(async () => {
  room = scratch();
  config = await sampleFolder(join(room.folder, "old"));
  target = join(room.folder, "backup");
  data = join(room.folder, "new");
});
afterEach(() => room.remove());

async function backUpTo(to: string) {
  const { context, close } = await openSample(config);
  try {
    return await execute({ actor: "amal", command: { kind: "backup", target: to } }, context);
  } finally {
    await close();
  }
}

const restoreFrom = (source: string, to = data) =>
  restore({
    actor: "amal",
    source,
    data: to,
    openFolder: (folder) => openFolder({ ...config, data: folder }),
  });

async function journalOf(folder: string): Promise<string[]> {
  const { context, close } = await openSample({ ...config, data: folder });
  const text = await textOf(journalLines(context.store.events()));
  await close();
  return text.trimEnd().split("\n");
}

describe("backup", () => {
  it("holds the journal, the keys and what they must be", async () => {
    expect(await backUpTo(target)).toMatchObject({ ok: true, value: { data: { target } } });
    const files = ["backup.json", "card.key", "journal.db", "root.key", "signing.key"];
    expect(readdirSync(target).sort()).toEqual(files);
    expect(statSync(target).mode & 0o777).toBe(0o700);
    for (const file of files) expect(statSync(join(target, file)).mode & 0o777).toBe(0o600);
    const { at, scheme } = JSON.parse(readFileSync(join(target, "backup.json"), "utf8"));
    expect([at, scheme]).toEqual([new Date(NOON).toISOString(), "beitillo"]);
  });

  it("takes the keys of the past and of cards along, there and back", async () => {
    writeFileSync(join(config.data, "past-keys.json"), "[]", { mode: 0o600 });
    writeFileSync(join(config.data, "sun.key"), "01".repeat(32), { mode: 0o600 });
    await backUpTo(target);
    expect(readdirSync(target)).toEqual(expect.arrayContaining(["past-keys.json", "sun.key"]));
    expect(await restoreFrom(target)).toMatchObject({ ok: true });
    expect(readFileSync(join(data, "sun.key"), "utf8")).toBe("01".repeat(32));
    expect(statSync(join(data, "sun.key")).mode & 0o777).toBe(0o600);
  });

  it("refuses a folder that is there, and one whose parent is not", async () => {
    mkdirSync(target);
    expect(await backUpTo(target)).toMatchObject({ problem: { code: "target-exists" } });
    const nowhere = join(room.folder, "no", "where");
    expect(await backUpTo(nowhere)).toMatchObject({ problem: { code: "no-folder" } });
  });

  it("leaves nothing behind when it fails", async () => {
    const { context, close } = await openSample(config);
    rmSync(join(config.data, "card.key"));
    const before = readdirSync(room.folder);
    const outcome = await execute({ actor: "amal", command: { kind: "backup", target } }, context);
    expect(outcome).toMatchObject({ problem: { code: "backup-failed" } });
    expect(readdirSync(room.folder)).toEqual(before);
    await close();
  });
});

describe("restore", () => {
  beforeEach(() => backUpTo(target));

  it("makes the same journal again, and notes from when on stations must send again", async () => {
    const before = await journalOf(config.data);
    expect(await restoreFrom(target)).toMatchObject({ ok: true });
    const after = await journalOf(data);
    expect(after.slice(0, -1)).toEqual(before);
    expect(JSON.parse(after.at(-1) ?? "")).toMatchObject({
      actor: "amal",
      body: { kind: "restored", since: new Date(NOON).toISOString() },
    });
    for (const name of ["root.key", "signing.key", "card.key"]) {
      const [old, new_] = [config.data, data].map((folder) => readFileSync(join(folder, name)));
      expect(new_).toEqual(old);
      expect(statSync(join(data, name)).mode & 0o777).toBe(0o600);
    }
  });

  it("takes an empty folder that is there", async () => {
    mkdirSync(data);
    expect(await restoreFrom(target)).toMatchObject({ ok: true });
  });

  it("gives the keys back to their owner alone, however the backup was kept", async () => {
    chmodSync(join(target, "root.key"), 0o644);
    expect(await restoreFrom(target)).toMatchObject({ ok: true });
    expect(statSync(join(data, "root.key")).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["a folder that is not empty", () => restoreFrom(target, config.data), "not-empty"],
    [
      "a file in the folder's place",
      () => {
        writeFileSync(data, "");
        return restoreFrom(target);
      },
      "not-empty",
    ],
    ["what is no backup", () => restoreFrom(config.data), "no-backup"],
    [
      "a list of files that cannot be read",
      () => {
        writeFileSync(join(target, "backup.json"), "{}");
        return restoreFrom(target);
      },
      "bad-manifest",
    ],
    [
      "a backup that lacks a key",
      () => {
        rmSync(join(target, "card.key"));
        return restoreFrom(target);
      },
      "incomplete",
    ],
    [
      "a list that lacks a key",
      () => {
        const file = join(target, "backup.json");
        const all = JSON.parse(readFileSync(file, "utf8"));
        const files = all.files.filter(({ name }: { name: string }) => name !== "root.key");
        writeFileSync(file, JSON.stringify({ ...all, files }));
        return restoreFrom(target);
      },
      "incomplete",
    ],
    [
      "a damaged journal",
      () => {
        appendFileSync(join(target, "journal.db"), "x");
        return restoreFrom(target);
      },
      "damaged",
    ],
    [
      "another scheme's backup",
      () => {
        config = { ...config, scheme: "elsewhere" };
        return restoreFrom(target);
      },
      "cannot-open",
    ],
  ])("refuses %s, and leaves nothing behind", async (_what, attempt, code) => {
    const folders = () => readdirSync(room.folder).filter((name) => name.includes("restoring"));
    const outcome = await attempt();
    assert(!outcome.ok, "it is refused");
    expect(outcome.problem.code).toBe(code);
    expect(outcome.problem.message).toMatch(/^[^.].*\.$/);
    expect(folders()).toEqual([]);
  });

  it("leaves no folder where it refused", async () => {
    rmSync(join(target, "card.key"));
    await restoreFrom(target);
    expect(existsSync(data)).toBe(false);
  });
});
