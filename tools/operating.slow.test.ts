import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { parseConfig as parseGatewayConfig } from "#gateway/config.ts";
import { inRepository } from "#simulators/demo/programs.ts";
import { freePort } from "#simulators/processes/free-port.ts";
import { WASTE } from "#simulators/village/waste.ts";
import { openTourFolder, type Terminal, type TourFolder } from "./tour/folder.ts";
import { isProgram, missingLine, type Part, partsOf } from "./tour/page.ts";
import { openStationFront, type StationFront } from "./tour/station-front.ts";

const parts = partsOf(readFileSync(inRepository("docs/OPERATING.md"), "utf8"));

/** Commands that only look: given again until they show what the page shows. */
const LOOKS = /^(npm run admin -- (status|held list|household show \S+)\n)+$/;
const PATIENCE_MS = 30_000;

let folder: TourFolder;
let front: StationFront;
const terminals = new Map<string, Terminal>();
/** What stands for something else on the page. */
const readings = new Map<string, string>();
let last = { commands: "", printed: "" };
afterAll(async () => {
  await folder?.close();
  await front?.close();
});

describe("docs/OPERATING.md", () => {
  it("is a tour that goes as it says", async () => {
    folder = openTourFolder();
    front = await openStationFront();
    for (const part of parts) {
      try {
        await follow(part);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : cause;
        throw new Error(`docs/OPERATING.md, line ${part.line}: ${why}`, { cause });
      }
    }
  }, 240_000);

  it("shows settings that a gateway understands", () => {
    const settings = parts.filter(({ kind }) => kind === "toml");
    expect(settings).not.toEqual([]);
    for (const { text } of settings) expect(parseGatewayConfig(text, "gateway.toml").ok).toBe(true);
  });

  it("shows a service that starts what is there", () => {
    const units = parts.filter(({ kind }) => kind === "ini");
    const starts = units.map(({ text }) => /^ExecStart=(.*)$/m.exec(text)?.[1]);
    expect(starts).toEqual([
      "/usr/bin/node tools/run.mjs gateway --config /etc/qamama/gateway.toml",
    ]);
  });
});

async function follow({ kind, text }: Part): Promise<void> {
  const said = withReadings(text);
  if (kind === "hands") await use(said);
  if (kind === "output") await compare(said);
  if (kind !== "commands") return;
  if (isProgram(said)) await openTerminal(said.trim());
  else last = { commands: said, printed: await folder.run(said) };
}

async function openTerminal(command: string): Promise<void> {
  const terminal = folder.open(command);
  const isStation = command.includes("station");
  terminals.set(isStation ? "station" : "gateway", terminal);
  await terminal.prints(isStation ? /is ready/ : /the gateway is open/);
  if (isStation) terminal.onPrinted(front.prints);
}

async function compare(shown: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const missing = missingLine(shown, last.printed);
    if (missing === null) return;
    if (!LOOKS.test(last.commands) || Date.now() > until) {
      throw new Error(`"${missing}" is not in:\n${last.printed}`);
    }
    await sleep(500);
    last = { ...last, printed: await folder.run(last.commands) };
  }
}

/** What the page's reader does with hands and eyes. */
async function use(what: string): Promise<void> {
  const bag = /^bring (\d+) g of (\w+) with card (\w+)$/.exec(what);
  if (bag !== null) return bring(bag);
  const act = ACTS[what];
  if (act === undefined) throw new Error(`nobody knows how to "${what}"`);
  await act();
}

async function bring([, grams, stream, tag = ""]: RegExpExecArray): Promise<void> {
  const waste = WASTE.find((one) => one === stream);
  if (waste === undefined) throw new Error(`no such waste: ${stream}`);
  await front.bring(tag, { waste, grams: Number(grams) });
}

const ACTS: Readonly<Record<string, () => Promise<void>>> = {
  async "free ports"() {
    const [mqtt, http] = [`${await freePort()}`, `${await freePort()}`];
    folder.edit("gateway.toml", (toml) => toml.replace("1883", mqtt).replace("8080", http));
  },
  async "name the devices"() {
    folder.edit("station.toml", (toml) =>
      Object.entries(front.paths).reduce(
        (text, [device, path]) => text.replace(`/dev/serial/by-id/usb-${device}`, path),
        toml
          .replace('language = "ar"', 'language = "en"')
          .replace(
            /verified_until = \S+/,
            `verified_until = ${new Date().getUTCFullYear() + 1}-12-31`,
          ),
      ),
    );
  },
  async "read CODE"() {
    const shown = await terminals.get("station")?.prints(/New chain (\S{12}) \(revoked\)/);
    readings.set("CODE", shown?.[1] ?? "");
  },
  async "read DEPOSIT"() {
    readings.set("DEPOSIT", /deposit:(\S+)/.exec(last.printed)?.[1] ?? "");
  },
  async "Ctrl-C the gateway"() {
    await terminals.get("gateway")?.ctrlC();
  },
};

const withReadings = (text: string) =>
  [...readings].reduce((all, [name, value]) => all.replaceAll(name, value), text);
