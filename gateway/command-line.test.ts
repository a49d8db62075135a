import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commandOf } from "./command-line.ts";
import { defaultConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "qamama-command-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "gateway.toml");
writeFileSync(file, 'scheme = "nablus"\n[mqtt]\nport = 1000\n[http]\nport = 2000\n');

const configOf = (...args: string[]) => {
  const command = commandOf(args);
  if (!command.ok || command.value.kind !== "run") throw new Error("nothing to run");
  return command.value.config;
};

describe("the command line", () => {
  it("may be empty", () => {
    expect(configOf()).toEqual(defaultConfig());
  });

  it("names a file", () => {
    expect(configOf("--config", file)).toMatchObject({
      scheme: "nablus",
      data: join(folder, ".qamama"),
      mqtt: { port: 1000 },
      http: { port: 2000 },
    });
  });

  it("goes over the file", () => {
    const flags = ["--data", "here", "--port", "0", "--mqtt-port", "3000"];
    expect(configOf("--config", file, ...flags)).toMatchObject({
      scheme: "nablus",
      data: resolve("here"),
      mqtt: { port: 3000 },
      http: { port: 0 },
    });
  });

  it("asks for help", () => {
    expect(commandOf(["--help"])).toMatchObject({ ok: true, value: { kind: "help" } });
  });

  it.each([
    [["--colour"], /--colour/],
    [["here"], /here/],
    [["--port", "x"], /^--port x: not a port/],
    [["--port", "-1"], /--port/],
    [["--mqtt-port", "65536"], /^--mqtt-port 65536: not a port/],
    [["--config", "/nowhere.toml"], /^There is no file \/nowhere\.toml\.$/],
  ])("%j is refused", (args, message) => {
    expect(commandOf(args)).toMatchObject({ ok: false, problem: expect.stringMatching(message) });
  });

  it("is refused for a fault in its file", () => {
    const bad = join(folder, "bad.toml");
    writeFileSync(bad, "colour = 1");
    expect(commandOf(["--config", bad])).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/line 1: colour/),
    });
  });
});
