import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import type { JournalEvent } from "../journal/event.ts";
import { journalLines } from "./journal-lines.ts";
import { textOf } from "./text-of.ts";

const EVENTS: readonly JournalEvent[] = [1, 2].map((position) => ({
  position,
  at: utcTime(0),
  actor: "amal\nb",
  body: { kind: "household-added", household: `h00${position}`, members: 5 },
}));

async function* journal() {
  yield* EVENTS;
}

describe("journalLines", () => {
  it("writes every event whole, one a line", async () => {
    const text = await textOf(journalLines(journal()));
    const lines = text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(EVENTS);
  });
});
