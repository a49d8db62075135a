import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sampleCapture } from "#simulators/capture/sample.ts";
import { rdm6300Frame } from "#simulators/reader/rdm6300.ts";
import { fakePorts, fakeTimer, settled } from "../drivers/fake.ts";
import { devicesOf, pathOf } from "../drivers/registry.ts";
import { carriedConfig, configOf } from "./config.ts";
import { type Capture, type CaptureLine, parseCapture, textOf } from "./format.ts";
import { lineOf } from "./happening.ts";
import { record, recordingPorts } from "./record.ts";
import { replay } from "./replay.ts";

const FILE = "docs/examples/capture.jsonl";
const read = (text: string) => parseCapture(Buffer.from(text));

function configIn(carried: Record<string, unknown>) {
  const config = configOf(carried, FILE);
  if (!config.ok) throw new Error(config.problem);
  return config.value;
}

function captureOf(text: string): Capture {
  const capture = read(text);
  if (!capture.ok) throw new Error(capture.problem);
  return capture.value;
}
const replayed = (capture: Capture) => replay(capture, configIn(capture.header.config));

describe("the example", () => {
  const text = readFileSync(FILE, "utf8");

  it("is what simulators/capture/main.ts writes", () => expect(text).toBe(sampleCapture()));

  it("replays into two deposits, each with its window", async () => {
    const happened = await replayed(captureOf(text));
    const entries = happened.filter((it) => it.kind === "entry");
    expect(entries).toMatchObject([
      { t: 67_000, entry: "deposit", data: { stream: "plastic", net: 4320 } },
      { t: 88_500, entry: "deposit", data: { stream: "organic", net: 12_340 } },
    ]);
    expect(entries[0]).toMatchObject({
      data: {
        card: "-CcTT_KQVh7jFgsa5A3Zjw",
        scale: { samples: 16, spread: 0, window: "HQm_fS6tPkl9Eygs5incp66O5HUb04NdMfXggHPNhSg" },
      },
      frames: Array.from({ length: 16 }, () => "S S      4.320 kg"),
    });
  });

  it("replays what is refused, and what becomes of the devices", async () => {
    const told = (await replayed(captureOf(text))).map((it) => lineOf(it, 60_000).trim());
    expect(told).toEqual(
      expect.arrayContaining([
        "11.000 s  tap     mnUedxN4zNfzRYCdbnYC3w",
        "16.000 s  device  scale lost",
        "16.250 s  device  scale ok",
        "17.500 s  ended   without a deposit: cancelled",
        "22.000 s  notice  no-such-key",
        "28.000 s  weight  12340 g, 16 readings",
      ]),
    );
    expect(told.filter((line) => line.includes("deposit 4320 g of plastic"))).toHaveLength(1);
  });

  it("replays twice the same", async () => {
    expect(await replayed(captureOf(text))).toEqual(await replayed(captureOf(text)));
  });

  it("may be replayed by another config", async () => {
    const { header, lines } = captureOf(text);
    const config = configIn({ ...header.config, weighing: { window_ms: 5000 } });
    const happened = await replay({ header, lines }, config);
    expect(happened.filter(({ kind }) => kind === "entry")).toEqual([]);
  });

  it("names no file and no secret of the station", () => {
    expect(text).not.toMatch(/card_key|"data"|mqtt|0100a1b2c3/i);
  });
});

describe("a capture", () => {
  const [header = "", ...lines] = sampleCapture().split("\n");
  it.each([
    ["nothing", "", /line 1 is not JSON/],
    ["something else", '{"v":1}\n', /line 1: .*station/],
    ["a later version", header.replace('"v":1', '"v":2'), /line 1/],
    ["a cut line", `${header}\n${lines[0]}\n{"t":6`, /line 3 is not JSON/],
    ["an unknown device", `${header}\n{"t":1,"device":"lamp","bytes":""}`, /line 2/],
    ["a reader's bytes", `${header}\n{"t":1,"device":"reader","bytes":""}`, /line 2/],
    [
      "a silence of days",
      `${header}\n${lines[0]}\n{"t":99999999999,"device":"scale","bytes":""}`,
      /line 3: it comes more than a day/,
    ],
    ["time that goes back", `${header}\n${lines[9]}\n${lines[0]}`, /line 3: it goes back/],
  ])("is refused when it is %s", (_, text, words) => {
    const found = read(text);
    expect(found.ok ? "" : found.problem).toMatch(words);
  });

  it("may hold a verification's day", () => {
    const toml = readFileSync("docs/examples/station.toml", "utf8");
    const { devices } = configIn(carriedConfig(toml));
    expect(devices.scale.instrument.verifiedUntil).toBe(Date.parse("2027-09-01"));
  });
});

describe("recording", () => {
  const toml = readFileSync("docs/examples/station.toml", "utf8");
  const config = configIn(carriedConfig(toml));
  const { scale, reader, keypad } = config.devices;
  const scalePath = pathOf(scale) ?? "";
  const keypadPath = (keypad && pathOf(keypad)) ?? "";
  const readerPath = pathOf(reader) ?? "";

  function start() {
    const lines: CaptureLine[] = [];
    const [far, timer, abort] = [fakePorts(), fakeTimer(), new AbortController()];
    let now = 100.5;
    const write = (line: CaptureLine) => void lines.push(line);
    const uptimeMs = () => (now += 1);
    const paths = new Map([
      [scalePath, "scale"],
      [keypadPath, "keypad"],
    ] as const);
    const ports = recordingPorts(far, paths, { uptimeMs, write });
    const tools = { ports, uptimeMs, after: timer.after, cardKey: Buffer.alloc(32, 15) };
    const devices = devicesOf(config.devices, tools);
    const onState = () => {};
    const ended = record({
      ...{ devices, uptimeMs, write, onState },
      ...{ after: timer.after, signal: abort.signal },
    });
    return { lines, far, abort, ended };
  }

  it("keeps bytes as they came, cuts and noise too, and of a card its name alone", async () => {
    const { lines, far, abort, ended } = start();
    await settled();
    far.at(scalePath).send("S S   ");
    far.at(scalePath).send("   1.000 kg\r\n\u00ff");
    far.at(keypadPath).send("3");
    far.at(readerPath).send(Buffer.from(rdm6300Frame("0100A1B2C3")).toString("latin1"));
    await settled();
    abort.abort();
    await ended;
    const bytes = lines.flatMap((line) => ("bytes" in line ? [line] : []));
    const said = (device: string) =>
      bytes
        .filter((line) => line.device === device)
        .map((line) => Buffer.from(line.bytes, "base64").toString("latin1"));
    expect(said("scale")).toEqual(["S S   ", "   1.000 kg\r\n\u00ff"]);
    expect(said("keypad")).toEqual(["3"]);
    expect(lines.filter(({ device }) => device === "reader")).toMatchObject([
      { card: "-CcTT_KQVh7jFgsa5A3Zjw" },
    ]);
    expect(lines.map(textOf).join("")).not.toMatch(/0100A1B2C3|MDEwMEExQjJDMw/);
    expect(lines.every(({ t }) => Number.isInteger(t))).toBe(true);
  });

  it("says when a device was lost", async () => {
    const { lines, far, abort, ended } = start();
    await settled();
    far.at(readerPath).unplug();
    await settled();
    abort.abort();
    await ended;
    expect(lines).toMatchObject([{ device: "reader", lost: `${readerPath}: unplugged` }]);
  });
});
