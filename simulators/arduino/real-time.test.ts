import { describe, expect, it } from "vitest";
import { fakeTimer } from "#edge/drivers/fake.ts";
import { runInRealTime } from "./real-time.ts";
import { openSleepingUno } from "./sleeping-uno.fixture.ts";

function openWorld(rate?: number) {
  const { after, pass } = fakeTimer();
  let nowMs = 1000;
  const uno = openSleepingUno();
  const end = runInRealTime([uno], { nowMs: () => nowMs, after, ...(rate ? { rate } : {}) });
  const passMs = async (ms: number, stepMs = 1) => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      nowMs += stepMs;
      await pass(stepMs);
    }
  };
  return { uno, end, passMs, ranMs: () => Math.round(uno.nowUs() / 1000) };
}

describe("a board in the world's time", () => {
  it("keeps up with it, also where timers come late", async () => {
    const { passMs, ranMs } = openWorld();
    await passMs(100);
    expect(ranMs()).toBe(100);
    await passMs(100, 20);
    expect(ranMs()).toBe(200);
  });

  it("runs at a rate", async () => {
    const { passMs, ranMs } = openWorld(8);
    await passMs(100);
    expect(ranMs()).toBe(800);
  });

  it("leaves out what the world was asleep for", async () => {
    const { passMs, ranMs } = openWorld();
    await passMs(100);
    await passMs(60_000, 60_000);
    expect(ranMs()).toBe(150);
  });

  it("stops", async () => {
    const { passMs, ranMs, end } = openWorld();
    await passMs(100);
    end();
    await passMs(100);
    expect(ranMs()).toBe(100);
  });
});
