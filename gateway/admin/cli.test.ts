import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { GatewayConfig } from "../config.ts";
import { takeLock } from "../keyring/lock.ts";
import { execute } from "./execute.ts";
import { typed } from "./paper-terminal.ts";
import { openSample, sampleFolder, scratch } from "./sample-folder.ts";
import { openAdminSocket } from "./socket.ts";

let room: ReturnType<typeof scratch>;
let config: GatewayConfig;
beforeEach(async () => {
  room = scratch();
  config = await sampleFolder(join(room.folder, "data"));
});
afterEach(() => room.remove());

const admin = (...args: string[]) => typed(config.data, args);

const fileWith = (name: string, content: unknown) => {
  const file = join(room.folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

describe("the command line", () => {
  it.each([
    ["a code", ["station", "approve", "b-01", "-t2mTQM8MbWR"], "There is no station b-01"],
    ["a code of two", ["station", "approve", "b-01", "--2mTQM8MbWR"], "There is no station b-01"],
    ["a card", ["card", "block", "-C3kq0mWnR5x2Zt8uVbYpA", "--json"], "-C3kq0mWnR5x2Zt8uVbYpA"],
  ])("takes %s that begins with a dash for what it is", async (_, args, words) => {
    const { out, err } = await admin(...args);
    expect(out + err).toContain(words);
    expect(err).not.toContain("Usage");
  });

  it.each([[["--help"]], [[]], [["status", "-h"]]])("explains itself: %j", async (args) => {
    const { code, out } = await admin(...args);
    expect(code).toBe(0);
    expect(out).toContain("card issue HOUSEHOLD (--last-tap STATION | --uid HEX)");
  });
});

describe("a file that is named", () => {
  it.each([
    [
      "a key file that is not there",
      () => ["station", "enrol", "b-04", "--public-key", "none"],
      "cannot be read",
    ],
    [
      "no key",
      () => ["station", "enrol", "b-04", "--public-key", fileWith("k", "hello")],
      "is no public key",
    ],
    [
      "another kind of key",
      () => [
        "station",
        "enrol",
        "b-04",
        "--public-key",
        fileWith("k", { kty: "RSA", crv: "x", x: "y" }),
      ],
      "no Ed25519 or P-256",
    ],
    [
      "no point on its curve",
      () => {
        const nowhere = "A".repeat(43);
        const key = fileWith("k", { kty: "EC", crv: "P-256", x: nowhere, y: nowhere });
        return ["station", "enrol", "b-04", "--public-key", key];
      },
      "no Ed25519 or P-256",
    ],
    [
      "a private key",
      () => {
        const jwk = generateSigningKey().key.export({ format: "jwk" });
        return ["station", "enrol", "b-04", "--public-key", fileWith("k", jwk)];
      },
      "PRIVATE",
    ],
    ["a broken tariff", () => ["tariff", "publish", fileWith("t.toml", "id =")], "t.toml: Line 1"],
    ["a missing tariff", () => ["tariff", "publish", "none.toml"], "none.toml cannot be read"],
    [
      "a missing configuration",
      () => ["status", "--config", "none.toml"],
      "There is no file none.toml",
    ],
    [
      "a configuration with a slip",
      () => ["status", "--config", fileWith("g.toml", "shceme = 1")],
      "g.toml, line 1",
    ],
  ])("is refused when it is %s", async (_what, args, sentence) => {
    const { code, err } = await admin(...args());
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});

describe("without a gateway", () => {
  it("acts itself, as the user of the machine or whoever is named", async () => {
    expect(await admin("household", "add", "h013", "--members", "4")).toMatchObject({ code: 0 });
    await admin("household", "add", "h014", "--members", "4", "--actor", "sami");
    const file = join(room.folder, "out.jsonl");
    expect(await admin("journal", "export", "--out", file)).toMatchObject({ code: 0 });
    const actors = readFileSync(file, "utf8").trimEnd().split("\n").slice(-2);
    expect(actors.map((line) => JSON.parse(line).actor)).toEqual(["amal", "sami"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(room.folder)).not.toContainEqual(expect.stringContaining("unfinished"));
  });

  it("answers programs in JSON, refusals too", async () => {
    const status = await admin("status", "--json");
    expect(JSON.parse(status.out)).toMatchObject({ gateway: null, scheme: "beitillo" });
    const { code, out, err } = await admin("household", "show", "h999", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).error.code).toBe("no-such-household");
    expect(err).toContain("There is no household h999");
  });

  it("enrols a station, shows its join file once and keeps it for its owner alone", async () => {
    const key = fileWith("key.json", generateSigningKey().publicJwk);
    const file = join(room.folder, "join.json");
    const args = ["station", "enrol", "beitillo-04", "--public-key", key, "--out", file];
    const { code, out } = await admin(...args);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(file, "utf8")));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await admin(...args)).toMatchObject({
      code: 1,
      err: expect.stringContaining("already there"),
    });
  });

  it("publishes a tariff from its file", async () => {
    const text = readFileSync(new URL("../../docs/examples/tariff.toml", import.meta.url), "utf8");
    const file = fileWith("t.toml", text.replace(/valid_from = ".*"/, 'valid_from = "2099-01"'));
    expect(await admin("tariff", "publish", file)).toMatchObject({ code: 0, err: "" });
  });

  it("writes a report to the terminal", async () => {
    const { out } = await admin("journal", "export", "--format", "hledger", "--out", "-");
    expect(out).toContain('commodity 1000. "G:plastic"');
  });

  it("writes some months alone, after what was held before", async () => {
    const months = ["--from", "2026-12", "--to", "2026-12"];
    const { out } = await admin(
      "journal",
      "export",
      "--format",
      "hledger",
      ...months,
      "--out",
      "-",
    );
    expect(out).toContain("\n2026-12-01 (6) balances brought forward\n");
    expect(out).not.toContain("2026-11-22");
  });

  it("refuses a folder without a journal, and makes none", async () => {
    const data = join(room.folder, "typo");
    const { code, err } = await admin("status", "--data", data);
    expect(code).toBe(1);
    expect(err).toContain("There is no journal in");
    expect(existsSync(data)).toBe(false);
  });

  it("refuses a folder that another process holds", async () => {
    const lock = takeLock(config.data);
    assert(lock.ok, "it was free");
    const { code, err } = await admin("status");
    expect(code).toBe(1);
    expect(err).toContain("try again in a moment");
    lock.value.release();
  });

  it("says in one sentence that a file cannot be written", async () => {
    const { code, err } = await admin("journal", "export", "--out", join(room.folder, "no", "x"));
    expect(code).toBe(1);
    expect(err).toBe(`There is no folder ${join(room.folder, "no")}: make it first.\n`);
    const key = fileWith("key.json", generateSigningKey().publicJwk);
    const enrolment = ["--public-key", key, "--out", join(room.folder, "no", "x")];
    expect(await admin("station", "enrol", "b-04", ...enrolment)).toMatchObject({
      code: 1,
      out: "",
      err,
    });
    const over = await admin("journal", "export", "--out", room.folder);
    expect([over.code, over.err]).toEqual([1, `${room.folder} is a folder: name a file in it.\n`]);
  });

  it("backs up, and restores into a new folder", async () => {
    const [target, data] = [join(room.folder, "backup"), join(room.folder, "new")];
    expect(await admin("backup", target)).toMatchObject({ code: 0, err: "" });
    const restored = await admin("restore", target, "--data", data);
    expect(restored).toMatchObject({ code: 0, err: "" });
    expect(restored.out).toContain("Start the gateway");
    expect(await admin("restore", target, "--data", data)).toMatchObject({ code: 1 });
  });
});

describe("beside a running gateway", () => {
  it("acts through its socket, and by itself once that is gone", async () => {
    const { context, close } = await openSample(config);
    const running = { startedAt: utcTime(0), faults: [], stations: new Map() };
    const status = () => running;
    const socket = await openAdminSocket({
      data: config.data,
      execute: (request) => execute(request, { ...context, status }),
      log: { error() {} },
    });
    expect((await admin("status")).out).toContain("The gateway runs since 1970-01-01");
    const file = join(room.folder, "out.journal");
    const { code } = await admin("journal", "export", "--format", "hledger", "--out", file);
    expect([code, existsSync(file)]).toEqual([0, true]);
    await socket.close();
    await close();
    // As a killed gateway would leave it:
    writeFileSync(join(config.data, "admin.socket"), `${socket.path}\n`);
    expect((await admin("status")).out).toContain("The gateway does not run.");
  });
});
