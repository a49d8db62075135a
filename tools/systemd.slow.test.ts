import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inRepository } from "#simulators/demo/programs.ts";
import { requireTool } from "./require-tool.ts";
import { openStationFront, type StationFront } from "./tour/station-front.ts";

const UNITS = inRepository("edge/systemd");
const names = readdirSync(UNITS).filter((name) => name.endsWith(".service"));
const textOf = (name: string) => readFileSync(join(UNITS, name), "utf8");

/** All values that a unit gives to a key, in its order. */
const valuesIn = (unit: string, key: string) =>
  Array.from(unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm")), ([, value = ""]) => value);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-systemd-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hasSystemd = requireTool("systemd-analyze", "what systemd says of the units");

describe.runIf(hasSystemd)("the units, as systemd reads them", () => {
  it.each(names)("have nothing to complain about: %s", (name) => {
    expect(verify(name, textOf(name))).toEqual({ said: "", status: 0 });
  });

  it.each([
    ["a key that nobody knows", "ProtectSystem", "ProtectSystm"],
    ["a value that nobody knows", "ProtectSystem=strict", "ProtectSystem=strictly"],
    ["a program without its whole path", "ExecStart=/opt", "ExecStart=./opt"],
  ])("would be complained about for %s", (_, right, wrong) => {
    const name = "qamama-station.service";
    expect(textOf(name)).toContain(right);
    expect(verify(name, textOf(name).replaceAll(right, wrong)).said).not.toBe("");
  });

  it("leave a station 1.5 of 10 to be exposed with, which must not grow", () => {
    const exposed = (threshold: number) =>
      systemd(
        "security",
        ["--offline=true", `--threshold=${threshold}`],
        [join(UNITS, "qamama-station.service")],
      ).status;
    expect([exposed(15), exposed(14)]).toEqual([0, 1]);
  });
});

/** In a root of its own that has the system's units and what the unit starts, all of it empty. */
function verify(name: string, text: string): { said: string; status: number | null } {
  cpSync("/usr/lib/systemd/system", join(folder, "usr/lib/systemd/system"), { recursive: true });
  for (const command of valuesIn(text, "ExecStart")) {
    put(command.split(" ")[0] ?? "", "", 0o755);
  }
  put(`/etc/systemd/system/${name}`, text, 0o644);
  return systemd("verify", [`--root=${folder}`, "--man=no"], [name]);
}

function put(path: string, text: string, mode: number): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
}

function systemd(verb: string, options: readonly string[], units: readonly string[]) {
  const args = [verb, "--no-pager", ...options, ...units];
  const { stdout, stderr, status } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
  return { said: verb === "verify" ? `${stdout}${stderr}` : "", status };
}

describe("what the station's unit starts", () => {
  const unit = textOf("qamama-station.service");
  let front: StationFront;
  beforeEach(async () => {
    front = await openStationFront();
  });
  afterEach(() => front.close());

  it("is a station that gets ready, and ends well when systemd asks", async () => {
    const here = (text: string) =>
      text
        .replaceAll("/opt/qamama", inRepository("."))
        .replaceAll("/etc/qamama", folder)
        .replaceAll("/var/cache/qamama", join(folder, "cache"));
    writeConfig();
    const [file = "", ...args] = here(valuesIn(unit, "ExecStart")[0] ?? "").split(" ");
    const environment = valuesIn(here(unit), "Environment").flatMap((line) => line.split(" "));
    const station = spawn(file, args, {
      cwd: here(valuesIn(unit, "WorkingDirectory")[0] ?? ""),
      env: Object.fromEntries(environment.map((pair) => pair.split("="))),
      stdio: ["ignore", "ignore", "pipe"],
    });
    const exited = once(station, "exit");
    expect(await lineWith(/is ready/, station.stderr)).toMatch(/Station beitillo\/beitillo-01/);
    station.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(readdirSync(join(folder, "cache"))).not.toEqual([]);
  });

  function writeConfig(): void {
    const example = readFileSync(inRepository("docs/examples/station.toml"), "utf8");
    const toml = Object.entries(front.paths).reduce(
      (text, [device, path]) => text.replace(`/dev/serial/by-id/usb-${device}`, path),
      example,
    );
    put("station.toml", toml, 0o600);
    put("card.key", "0f".repeat(32), 0o600);
  }
});

/** @throws Error with all that was said, when it ended without such a line */
async function lineWith(words: RegExp, stream: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface(stream)) {
    said.push(line);
    if (words.test(line)) return line;
  }
  throw new Error(`ended without ${words}:\n${said.join("\n")}`);
}
