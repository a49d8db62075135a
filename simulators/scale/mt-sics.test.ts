import { describe, expect, it } from "vitest";
import { openVillageClock } from "../village/clock.ts";
import { fakeTime } from "../village/fake-time.fixture.ts";
import { type FarLine, openScale, samplePeriodMs, splitCommands } from "./far-end.ts";
import { mtSicsScale, onCommand, onSample, type ScaleState, switchedOn } from "./mt-sics.ts";

function sampled(state: ScaleState, samples: readonly number[]) {
  let latest = state;
  const replies: string[] = [];
  for (const grams of samples) {
    const step = onSample(latest, grams);
    latest = step.state;
    replies.push(...step.replies);
  }
  return { state: latest, replies };
}

const resting = (grams: number) => Array.from({ length: 6 }, () => grams);
const at = (grams: number) => sampled(switchedOn, resting(grams)).state;

describe("SI", () => {
  it.each([
    [12_340, "S S     12.340 kg"],
    [12_344, "S S     12.340 kg"], // to a division of 10 g
    [0, "S S      0.000 kg"],
    [-4, "S S      0.000 kg"],
    [-50, "S S     -0.050 kg"],
    [60_000, "S S     60.000 kg"],
    [60_090, "S S     60.090 kg"],
    [60_100, "S +"],
    [-210, "S -"],
  ])("with %i g at rest answers %s", (grams, reply) => {
    expect(onCommand(at(grams), "SI").replies).toEqual([reply]);
  });

  it("marks a moving load as dynamic", () => {
    const { state } = sampled(at(0), [900, 2100]);
    expect(onCommand(state, "SI").replies).toEqual(["S D      2.100 kg"]);
  });

  it("has no value before the first sample", () => {
    expect(onCommand(switchedOn, "SI").replies).toEqual(["S I"]);
  });
});

describe("SIR", () => {
  it("answers at once and at every sample, until another command", () => {
    const begun = onCommand(at(500), "SIR");
    const { state, replies } = sampled(begun.state, [500, 700]);
    expect([...begun.replies, ...replies]).toEqual([
      "S S      0.500 kg",
      "S S      0.500 kg",
      "S D      0.700 kg",
    ]);
    expect(sampled(onCommand(state, "SI").state, [700]).replies).toEqual([]);
  });

  it("goes on after zero was set", () => {
    const { state } = onCommand(onCommand(at(40), "SIR").state, "Z");
    expect(sampled(state, [40]).replies).toEqual(["S S      0.000 kg"]);
  });
});

describe("S", () => {
  it("answers once the load rests", () => {
    const asked = onCommand(sampled(at(0), [300]).state, "S");
    expect(asked.replies).toEqual([]);
    expect(sampled(asked.state, resting(800)).replies).toEqual(["S S      0.800 kg"]);
  });

  it("gives up on a load that never rests", () => {
    const asked = onCommand(sampled(at(0), [300]).state, "S");
    const restless = Array.from({ length: 60 }, (_, step) => (step % 2) * 500);
    expect(sampled(asked.state, restless).replies).toEqual(["S I"]);
  });
});

describe("Z", () => {
  it.each([
    [300, "Z A"],
    [-300, "Z A"],
    [1300, "Z +"],
    [-1300, "Z -"],
  ])("with %i g at rest answers %s", (grams, reply) => {
    expect(onCommand(at(grams), "Z").replies).toEqual([reply]);
  });

  it("weighs from the new zero on", () => {
    const { state } = onCommand(at(300), "Z");
    expect(onCommand(state, "SI").replies).toEqual(["S S      0.000 kg"]);
  });
});

describe("T, TA and TAC", () => {
  it("take a tare off what is shown, say how much it is, and forget it", () => {
    const tared = onCommand(at(360), "T");
    expect(tared.replies).toEqual(["T S      0.360 kg"]);
    expect(onCommand(tared.state, "TA").replies).toEqual(["TA A      0.360 kg"]);
    expect(onCommand(tared.state, "SI").replies).toEqual(["S S      0.000 kg"]);
    const cleared = onCommand(tared.state, "TAC");
    expect(onCommand(cleared.state, "SI").replies).toEqual(["S S      0.360 kg"]);
  });
});

describe("other commands", () => {
  it("are a syntax error", () => {
    for (const command of ["", "si", "SIRX", "TX", "\u0002"]) {
      expect(onCommand(at(0), command).replies).toEqual(["ES"]);
    }
  });

  it("@ ends everything and names the scale", () => {
    const { state, replies } = onCommand(onCommand(at(0), "SIR").state, "@");
    expect(replies).toEqual([`I4 A "B000000001"`]);
    expect(sampled(state, [10]).replies).toEqual([]);
  });

  it("may come in pieces, and are forgotten when they never end", () => {
    expect(splitCommands("SIR\r\nZ\r\nS")).toEqual([["SIR", "Z"], "S"]);
    expect(splitCommands("x".repeat(1000))[1]).toHaveLength(64);
  });
});

describe("the far end of a scale's line", () => {
  it.each([
    [1, 100],
    [5, 20],
    [20, 5],
    [600, 20], // nobody is weighing
  ])("at rate %i sends a value every %i real ms", (rate, periodMs) => {
    expect(samplePeriodMs(rate)).toBe(periodMs);
  });

  it("sends ten values in a village second once it is asked to, and none before", () => {
    const real = fakeTime();
    const clock = openVillageClock(
      { anchorMs: 0, villageMs: 0, rate: 20, untilMs: Number.POSITIVE_INFINITY },
      real,
    );
    const sent: string[] = [];
    let hear: (bytes: Uint8Array) => void = () => {};
    const line: FarLine = {
      write: (bytes) => sent.push(Buffer.from(bytes).toString("latin1")),
      onData(listener) {
        hear = listener;
        return () => {};
      },
    };
    const platform = { feel: () => 5000 };
    const scale = openScale(line, { machine: mtSicsScale, platform, clock, real });
    real.pass(50);
    expect(sent).toEqual([]);
    hear(Buffer.from("SI"));
    hear(Buffer.from("R\r\n"));
    real.pass(50);
    expect(sent).toEqual(Array<string>(11).fill("S S      5.000 kg\r\n"));
    scale.close();
    real.pass(50);
    expect(sent).toHaveLength(11);
  });
});
