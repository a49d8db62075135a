import { rmSync, symlinkSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { attend, type DeviceState } from "#edge/drivers/attend.ts";
import { type ScaleSection, scaleOf, scaleSection } from "#edge/drivers/registry.ts";
import { serialPorts } from "#edge/drivers/serial.ts";
import { systemTimers } from "#edge/timers.ts";
import type { Sample } from "#edge/weighing/reading.ts";
import { openPty, type Pty } from "../pty/pty.ts";
import { openScale } from "../scale/far-end.ts";
import { badLine, withFaults } from "../scale/faults.ts";
import { machineOf, PLAIN_KINDS } from "../scale/languages.ts";
import type { ScaleMachine } from "../scale/machine.ts";
import { mtSicsScale } from "../scale/mt-sics.ts";
import { openRandom } from "../village/random.ts";
import { until } from "./until.ts";

// Each scale on a pseudo-terminal, read by the real serial binding. Its name in /dev stays while it is
// unplugged and plugged in again, as below /dev/serial/by-id.

const KINDS = ["mt-sics", ...PLAIN_KINDS] as const;
const extras: Readonly<Record<string, object>> = { "cas-10": { unit: "kg", stability: "window" } };
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function sectionOf(kind: string, path: string): ScaleSection {
  const instrument = { id: "s", division: 10, max_grams: 60_000, calibration: "c" };
  return scaleSection.parse({ kind, path, ...instrument, ...extras[kind] });
}

async function plugIn<State>(machine: ScaleMachine<State>, name: string, grams: number) {
  const pty: Pty = await openPty();
  rmSync(name, { force: true });
  symlinkSync(pty.path, name);
  const line = withFaults(pty, badLine, openRandom(1, name));
  const platform = { feel: () => grams };
  const scale = openScale(line, { machine, platform, clock: { rate: () => 2 } });
  const unplug = async () => {
    scale.close();
    await pty.close();
  };
  open.push({ close: () => unplug().catch(() => {}) });
  return { unplug };
}

function listenTo(section: ScaleSection) {
  const samples: Sample[] = [];
  const states: DeviceState[] = [];
  const abort = new AbortController();
  const uptimeMs = () => performance.now();
  const { after } = systemTimers;
  const source = scaleOf(section, { ports: serialPorts, uptimeMs, after });
  const done = attend(source, {
    ...{ signal: abort.signal, after },
    onEvent: (sample) => samples.push(sample),
    onState: (state) => states.push(state),
  });
  open.push({
    close() {
      abort.abort();
      return done;
    },
  });
  const weight = () =>
    samples
      .splice(0)
      .flatMap(({ reading }) => (reading.ok && reading.value.stable ? [reading.value.gross] : []))
      .at(-1);
  return { weight, states };
}

describe.each(KINDS)("a scale of kind %s on a bad line", (kind) => {
  it("is read, and read again after it was unplugged and plugged in", async () => {
    const name = `/dev/shm/qamama-${process.pid}-${kind}`;
    open.push({ close: () => rmSync(name, { force: true }) });
    const plug = (grams: number) =>
      kind === "mt-sics" ? plugIn(mtSicsScale, name, grams) : plugIn(machineOf(kind), name, grams);
    const first = await plug(4680);
    const { weight, states } = listenTo(sectionOf(kind, name));
    await until("a weight", () => weight() === 4680);
    await first.unplug();
    await until("a loss", () => states.at(-1) === "lost");
    await plug(12_340);
    await until("another weight", () => weight() === 12_340);
    expect(states).toContain("ok");
  }, 30_000);
});
