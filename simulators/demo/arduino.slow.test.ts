import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { freePort } from "../processes/free-port.ts";
import { readBooks } from "./books.ts";
import { boardLogOf, folderAt } from "./folder.ts";
import { inRepository } from "./programs.ts";

const STATION = "beitillo-03";
/** Enough that each station takes some: people go where the fewest wait. */
const DEPOSITS = 9;

const data = mkdtempSync(join(tmpdir(), "demo-arduino-"));
const folder = folderAt(data);
let ended: { readonly code: unknown; readonly printed: string };
afterAll(() => rmSync(data, { recursive: true }));

beforeAll(async () => {
  const ports: string[] = [];
  for (const name of ["--port", "--mqtt-port", "--kiosk-port"]) {
    ports.push(name, `${await freePort()}`);
  }
  const args = ["--data", data, ...ports, "--arduino", "--once", `${DEPOSITS}`, "--speed", "600"];
  const child = spawn(process.execPath, [inRepository("simulators/demo/main.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    printed += chunk;
  });
  const [code] = await once(child, "close");
  ended = { code, printed };
}, 120_000);

describe("the demo with a bin on a simulated Arduino", () => {
  it("brings as many deposits as it is asked for, and every sum is zero", async () => {
    expect(ended.printed).toContain("Every asset sums to zero, and every outbox is empty.");
    expect(ended.code).toBe(0);
    const { sums, outboxDepths } = await readBooks(folder);
    expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
    expect([...outboxDepths.values()]).toEqual([0, 0, 0]);
  });

  it("has deposits among them that went through our firmware", () => {
    const weighed = depositsOf(STATION);
    expect(weighed.length).toBeGreaterThan(0);
    for (const deposit of weighed) {
      expect(deposit.scale).toMatchObject({ id: "cell-1", verified: false });
    }
    expect(ended.printed).toMatch(new RegExp(`^${STATION} .* kg `, "m"));
  });

  it("shows what they weigh on its display, and moves its lid for them", () => {
    const front = readFileSync(folder.log(boardLogOf(STATION)), "utf8");
    const shown = depositsOf(STATION).map(({ net }) => `Took ${(net / 1000).toFixed(3)} kg`);
    expect(shown.some((text) => front.includes(text))).toBe(true);
    expect(front).toMatch(/Tap your card.*lid at 10 degrees/);
    expect(front).toMatch(/lid at 100 degrees/);
  });
});

const entry = z.object({
  data: z.object({ net: z.int(), scale: z.object({ id: z.string(), verified: z.boolean() }) }),
});

function depositsOf(station: string) {
  const database = new DatabaseSync(folder.outbox(station), { readOnly: true });
  const rows = database.prepare("SELECT text FROM entry WHERE text ->> '$.kind' = 'deposit'").all();
  database.close();
  return rows.map(({ text }) => entry.parse(JSON.parse(String(text))).data);
}
