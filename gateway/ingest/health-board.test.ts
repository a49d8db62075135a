import { expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { openHealthBoard } from "./health-board.ts";

const name = { scheme: "beitillo", station: "beitillo-01" };
const HEALTH = {
  v: 1,
  at: "2026-11-22T08:00:00.000Z",
  version: "1.0.0",
  outbox: { depth: 3, oldestSeconds: 40, deadLetters: 0 },
  clock: "synced",
  scale: { state: "ok", zeroDriftGrams: 2 },
  reader: { state: "ok" },
  disk: { freeMb: 5120 },
  uptimeMs: 86_400_123,
  fill: [{ stream: "plastic", grams: 42_100 }],
};
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

it("keeps what a station last said of itself, and when it was last heard", () => {
  let now = EpochMs(1);
  const board = openHealthBoard(() => now);
  expect(board.all().get(name.station)).toBe(undefined);
  expect(board.noteHealth(name, bytes({ ...HEALTH, more: "of a newer station" }))).toBe(true);
  now = EpochMs(2);
  board.noteContact(name);
  expect(board.all().get(name.station)).toEqual({ lastContact: 2, health: HEALTH });
});

it.each([
  ["no JSON", Buffer.from("{")],
  ["another shape", bytes({ ...HEALTH, outbox: null })],
  ["too long", bytes({ ...HEALTH, version: "x".repeat(5000) })],
])("ignores %s, but notes the contact", (_what, payload) => {
  const board = openHealthBoard(() => EpochMs(7));
  expect(board.noteHealth(name, payload)).toBe(false);
  expect(board.all().get(name.station)).toEqual({ lastContact: 7, health: null });
});
