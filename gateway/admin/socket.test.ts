import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { dirname, join } from "node:path";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { assert } from "#contract/assert.ts";
import { textOf } from "../reports/text-of.ts";
import { askGateway } from "./ask.ts";
import { answer, type Outcome, refused, report } from "./reply.ts";
import { scratch } from "./sample-folder.ts";
import { COMMAND_PATH, openAdminSocket, socketOf } from "./socket.ts";

const STATUS = { actor: "amal", command: { kind: "status" } } as const;
const log = { error: vi.fn() };
let room: ReturnType<typeof scratch>;
let execute = vi.fn<() => Promise<Outcome>>();
let socket: Awaited<ReturnType<typeof openAdminSocket>>;

const open = () => openAdminSocket({ data: room.folder, execute: () => execute(), log });

beforeEach(async () => {
  room = scratch();
  execute = vi.fn(async () => answer({ a: 1 }, "text"));
  socket = await open();
});
afterEach(async () => {
  await socket.close();
  room.remove();
});

describe("the admin socket", () => {
  it("is its owner's alone, at a path that the data folder tells", () => {
    expect(socketOf(room.folder)).toBe(socket.path);
    expect(statSync(socket.path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(socket.path)).mode & 0o777).toBe(0o700);
    expect(statSync(join(room.folder, "admin.socket")).mode & 0o777).toBe(0o600);
    expect(socket.path.length).toBeLessThan(104);
  });

  it("answers", async () => {
    expect(await askGateway(socket.path, STATUS)).toEqual(answer({ a: 1 }, "text"));
  });

  it("refuses in the same words", async () => {
    execute.mockResolvedValue(refused("no", "It may not be."));
    expect(await askGateway(socket.path, STATUS)).toEqual(refused("no", "It may not be."));
  });

  it("streams a report of any length", async () => {
    async function* long() {
      for (let line = 0; line < 20_000; line += 1) yield `${"سطر ".repeat(10)}${line}\n`;
    }
    execute.mockResolvedValue(report(long()));
    const outcome = await askGateway(socket.path, STATUS);
    assert(outcome?.ok === true && outcome.value.kind === "report", "a report");
    expect(await textOf(outcome.value.chunks)).toBe(await textOf(long()));
  });

  it("shows that a report broke off", async () => {
    async function* broken() {
      yield "begun\n";
      throw new Error("disk I/O error");
    }
    execute.mockResolvedValue(report(broken()));
    const outcome = await askGateway(socket.path, STATUS);
    assert(outcome?.ok === true && outcome.value.kind === "report", "a report");
    await expect(textOf(outcome.value.chunks)).rejects.toThrow(/in the middle of its answer/);
  });

  it("answers a bug with a sentence, and logs it", async () => {
    execute.mockRejectedValue(new Error("secret"));
    const outcome = await askGateway(socket.path, STATUS);
    expect(outcome).toMatchObject({ ok: false, problem: { code: "internal" } });
    expect(JSON.stringify(outcome)).not.toContain("secret");
    expect(log.error).toHaveBeenCalled();
  });

  it.each([
    { actor: "amal", command: { kind: "format-disk" } },
    { actor: "", command: { kind: "status" } },
    { command: { kind: "status" } },
    { actor: "amal", command: { kind: "status", more: 1 } },
  ])("knows no other commands: %j", async (body) => {
    const sent = request({
      socketPath: socket.path,
      method: "POST",
      path: COMMAND_PATH,
      headers: { "content-type": "application/json" },
    });
    sent.end(JSON.stringify(body));
    const [response] = await once(sent, "response");
    expect(response.statusCode).toBe(400);
    expect(await json(response)).toMatchObject({ code: "bad-command" });
    expect(execute).not.toHaveBeenCalled();
  });

  it("is gone when the gateway has closed", async () => {
    await socket.close();
    expect(socketOf(room.folder)).toBeNull();
    expect(existsSync(dirname(socket.path))).toBe(false);
    expect(await askGateway(socket.path, STATUS)).toBeNull();
  });

  it("is no obstacle where a killed gateway left it", async () => {
    const left = socket.path;
    const second = await open(); // the first one never closed
    expect(second.path).not.toBe(left);
    expect(existsSync(dirname(left))).toBe(false);
    expect(await askGateway(second.path, STATUS)).toEqual(answer({ a: 1 }, "text"));
    await second.close();
  });

  it("removes no folder that it did not make", async () => {
    await socket.close();
    const other = scratch();
    writeFileSync(join(room.folder, "admin.socket"), `${other.folder}/socket\n`);
    socket = await open();
    expect(existsSync(other.folder)).toBe(true);
    expect(readFileSync(join(room.folder, "admin.socket"), "utf8").trim()).toBe(socket.path);
    other.remove();
  });
});
