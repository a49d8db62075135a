import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ClockLine } from "../village/clock-line.ts";
import { type Child, startChild } from "./child.ts";
import { CannotRun, keepRunning } from "./keep-running.ts";
import { inRepository } from "./programs.ts";

const folder = mkdtempSync(join(tmpdir(), "child-"));
afterAll(() => rmSync(folder, { recursive: true }));

const line: ClockLine = { anchorMs: 0, villageMs: 0, rate: 1, untilMs: 1e15 };
const file = inRepository("simulators/demo/child.fixture.ts");
const logFile = join(folder, "fixture.log");

const nobodyStops = new AbortController().signal;

function start(config: unknown, onEvent = () => {}): Child {
  return startChild({ file, config, name: "fixture", logFile, onEvent }, line);
}

describe("a process of the demo", () => {
  it("starts, tells, answers, goes by the line, and stops", async () => {
    const told = Promise.withResolvers<void>();
    const child = start("works", () => told.resolve());
    expect(await child.started).toEqual({ failure: null });
    await told.promise;
    expect(await child.ask("rate")).toBe(1);
    await child.follow({ ...line, rate: 20 });
    expect(await child.ask("rate")).toBe(20);
    expect(await child.ask("something else")).toBeNull();
    await child.stop(10_000);
    expect(await child.gone).toBe("exit code 0");
  });

  it("answers nothing and holds nobody up when it is killed", async () => {
    const child = start("works");
    await child.started;
    const answers = await Promise.all([child.ask("never"), child.follow(line)]);
    expect(answers[0]).toBeNull();
    expect(await child.gone).toBe("SIGKILL");
    await child.follow(line);
    expect(await child.ask("rate")).toBeNull();
  });

  it("says in its own sentence why it cannot start", async () => {
    const child = start("cannot start");
    expect(await child.started).toEqual({ failure: "Port 1 is taken." });
    expect(await child.gone).toBe("exit code 1");
  });

  it("stops while it opens, and does not wait for that", async () => {
    const told = Promise.withResolvers<void>();
    const child = start("never opens", () => told.resolve());
    await told.promise;
    await child.stop(15_000);
    expect(await child.gone).toBe("exit code 0");
  });

  it("points to its log when it crashes", async () => {
    const { failure } = await start("crashes").started;
    expect(failure).toBe(`fixture ended while it started (exit code 1): see ${logFile}.`);
    expect(readFileSync(logFile, "utf8")).toContain("a bug");
  });
});

describe("a process that is kept running", () => {
  it("is started again when it dies", async () => {
    const died = Promise.withResolvers<string>();
    const again = Promise.withResolvers<void>();
    let starts = 0;
    const kept = await keepRunning({
      stop: nobodyStops,
      start() {
        starts += 1;
        return start("works", starts === 2 ? () => again.resolve() : undefined);
      },
      onDeath: (how, retryMs) => died.resolve(`${how}, again in ${retryMs} ms`),
    });
    expect(await kept.ask("never")).toBeNull();
    expect(await died.promise).toBe("SIGKILL, again in 500 ms");
    await again.promise;
    expect(await kept.ask("rate")).toBe(1);
    await kept.stop(10_000);
    expect(starts).toBe(2);
  });

  it("is given up when it cannot start for the first time", async () => {
    const keeping = keepRunning({
      ...{ start: () => start("cannot start"), stop: nobodyStops, onDeath: () => {} },
    });
    await expect(keeping).rejects.toThrow(new CannotRun("Port 1 is taken."));
  });

  it("is not waited for when it is to stop before it has started", async () => {
    const stop = new AbortController();
    const child = start("never opens");
    const keeping = keepRunning({ start: () => child, stop: stop.signal, onDeath: () => {} });
    stop.abort();
    await expect(keeping).rejects.toThrow(new CannotRun("It was stopped before it had started."));
    expect(await child.gone).toBe("SIGKILL");
  });
});
