import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fail, ok } from "#contract/result.ts";
import type { Sample } from "../../weighing/reading.ts";
import { DeviceLost } from "../driver.ts";
import { type FakePorts, fakePorts, fakeTimer, settled } from "../fake.ts";
import { mtSics, mtSicsConfig, parseSicsWeight } from "./mt-sics.ts";

const path = "/dev/ttyUSB0";
const section = {
  kind: "mt-sics",
  path,
  id: "platform-1",
  division: 10,
  max_grams: 60_000,
  calibration: "2026-09-01",
};

describe("parseSicsWeight", () => {
  it.each([
    ["S S     12.340 kg", 12_340, true],
    ["S D      4.68 kg", 4680, false],
    ["S S     100.00 g", 100, true],
    ["S S      4680 g", 4680, true],
    ["S S         7 kg", 7000, true],
    ["S S    -0.010 kg", -10, true],
    ["S S    -0.000 kg", 0, true],
    ["S S    4.6800 kg", 4680, true],
    ["S S     0.001 kg", 1, true],
    ["S S  2000.000 kg", 2_000_000, true],
  ])("%s is %i g", (text, gross, stable) => {
    expect(parseSicsWeight(text)).toEqual(ok({ gross, stable }));
  });

  it.each([
    ["S +", "overload"],
    ["S -", "underload"],
    ["S I", "busy"],
    ["ES", "not-a-weight"],
    ["ET", "not-a-weight"],
    ["EL", "not-a-weight"],
    ["Z A", "not-a-weight"],
    ['I4 A "0123456789"', "not-a-weight"],
    ["S S     12.340 lb", "unit"],
    ["S S     12.340", "not-a-weight"],
    ["S S     12,340 kg", "not-a-weight"],
    ["S S     4.6805 kg", "not-a-weight"],
    ["S S     100.37 g", "not-a-weight"],
    ["S S     --1.000 kg", "not-a-weight"],
    ["S S 99999999.0 kg", "not-a-weight"],
    ["S S12.340 kg", "not-a-weight"],
    [" S S     12.340 kg", "not-a-weight"],
    ["S S     12.340 kgS S     12.340 kg", "not-a-weight"],
  ] as const)("%s is %s", (text, code) => {
    expect(parseSicsWeight(text)).toEqual(fail({ code }));
  });

  it("reads back every weight, in kilograms and in grams", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        fc.boolean(),
        (grams, stable) => {
          const flag = stable ? "S" : "D";
          const size = String(Math.abs(grams)).padStart(4, "0");
          const kilograms = `${grams < 0 ? "-" : ""}${size.slice(0, -3)}.${size.slice(-3)}`;
          for (const text of [`${kilograms.padStart(10)} kg`, `${String(grams).padStart(10)} g`]) {
            expect(parseSicsWeight(`S ${flag} ${text}`)).toEqual(ok({ gross: grams, stable }));
          }
        },
      ),
    );
  });

  it("takes no cut or flipped frame for another weight of more digits", () => {
    const frame = "S S     12.340 kg";
    for (let cut = 0; cut < frame.length; cut++) {
      expect(parseSicsWeight(frame.slice(0, cut)).ok).toBe(false);
    }
  });
});

const asked = (ports: FakePorts) => ports.at(path).heard.filter((text) => text === "SIR\r\n");

describe("mtSics", () => {
  function begin() {
    const [ports, timer] = [fakePorts(), fakeTimer()];
    let uptimeMs = 0;
    const tools = { ports, after: timer.after, uptimeMs: () => uptimeMs };
    const source = mtSics(mtSicsConfig.parse(section), tools);
    const samples: Sample[] = [];
    const abort = new AbortController();
    const listen = async () => {
      const device = await source.open();
      for await (const sample of device.events(abort.signal)) samples.push(sample);
    };
    const at = (ms: number) => {
      uptimeMs = ms;
    };
    return { ports, timer, source, samples, abort, listen, at };
  }

  it("asks for weights when opened, and stamps each with the uptime of its chunk", async () => {
    const { ports, samples, abort, listen, at } = begin();
    const listening = listen();
    await settled();
    expect(ports.at(path).heard).toEqual(["SIR\r\n"]);
    at(100);
    ports.at(path).send("S D      1.000 kg\r\nS S      1.010 kg\r\nS S   ");
    await settled();
    at(200);
    ports.at(path).send("   1.010 kg\r\n");
    await settled();
    abort.abort();
    await listening;
    expect(samples.map(({ uptimeMs, frame }) => [uptimeMs, frame])).toEqual([
      [100, "S D      1.000 kg"],
      [100, "S S      1.010 kg"],
      [200, "S S      1.010 kg"],
    ]);
  });

  it("asks again after 3 s of silence, and says that there is no signal", async () => {
    const { ports, timer, samples, abort, listen } = begin();
    const listening = listen();
    await settled();
    await timer.pass(2999);
    expect(asked(ports)).toHaveLength(1);
    await timer.pass(1);
    expect(asked(ports)).toHaveLength(2);
    expect(samples).toMatchObject([{ reading: { ok: false, problem: { code: "no-signal" } } }]);
    abort.abort();
    await listening;
  });

  it("does not while it hears something", async () => {
    const { ports, timer, abort, listen } = begin();
    const listening = listen();
    await settled();
    for (let second = 0; second < 10; second++) {
      ports.at(path).send("S I\r\n");
      await timer.pass(1000);
    }
    expect(asked(ports)).toHaveLength(1);
    abort.abort();
    await listening;
  });

  it("asks each second whether a tare was set, and gives no weight while one is", async () => {
    const { ports, timer, samples, abort, listen } = begin();
    const listening = listen();
    await settled();
    await timer.pass(1000);
    expect(ports.at(path).heard).toEqual(["SIR\r\n", "TA\r\n"]);
    const weight = "S S      1.000 kg\r\n";
    ports.at(path).send(`TA A     0.360 kg\r\n${weight}TAC A\r\n${weight}`);
    ports.at(path).send(`T S     0.500 kg\r\n${weight}TA A     0.000 kg\r\n${weight}`);
    await settled();
    abort.abort();
    await listening;
    const codes = samples.map(({ reading }) => (reading.ok ? "weight" : reading.problem.code));
    expect(codes).toEqual(["net", "weight", "net", "weight"]);
  });

  it("takes answers to other questions for no weight, and for no break in the weights", async () => {
    const { ports, samples, abort, listen } = begin();
    const listening = listen();
    await settled();
    const answers = ["Z A", "Z I", "Z +", "ZI S", "ES", "ET", "EL", 'I4 A "0123"', "TA I", "T +"];
    ports.at(path).send(answers.map((answer) => `${answer}\r\n`).join(""));
    await settled();
    abort.abort();
    await listening;
    expect(samples).toEqual([]);
  });

  it("counts what it understood and what not", async () => {
    const { ports, source, abort, listen } = begin();
    const listening = listen();
    await settled();
    ports.at(path).send("S S      1.000 kg\r\nS +\r\nES\r\n\xff\xff\r\n");
    ports.at(path).send(`${"x".repeat(500)}\r\n`);
    await settled();
    abort.abort();
    await listening;
    expect(source.counts()).toEqual({ frames: 2, ignored: 2 });
  });

  it("sets the scale to zero", async () => {
    const { ports, source } = begin();
    const scale = await source.open();
    await scale.setZero();
    expect(ports.at(path).heard).toEqual(["Z\r\n"]);
  });

  it("says when the scale is gone", async () => {
    const { ports, listen } = begin();
    const listening = listen();
    await settled();
    ports.at(path).unplug();
    await expect(listening).rejects.toThrow(DeviceLost);
  });
});

describe("mtSicsConfig", () => {
  it.each([
    ["a path outside of /dev", { path: "COM1" }],
    ["another kind", { kind: "mt-sicks" }],
    ["an unknown key", { baudrate: 9600 }],
    ["a weight that no entry can carry", { max_grams: 1_999_911 }],
  ])("refuses %s", (_, change) => {
    expect(mtSicsConfig.safeParse({ ...section, ...change }).success).toBe(false);
  });
});
