import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { paperStore } from "../reports/paper-store.ts";
import type { StationNote } from "../store/store.ts";
import { execute } from "./execute.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { NOON } from "./sample-folder.ts";

const emptied: StationNote = {
  ...{ station: "beitillo-01", chainNumber: 1, seq: 7, kind: "emptied" },
  data: { stream: "plastic", before: 42_000, after: 12_300, scale: { id: "bin-1" } },
  receivedAt: utcTime(NOON),
  notedAt: { time: utcTime(NOON - 60_000), clock: "synced" },
};
const known = { ...{ station: "beitillo-01", passwordHash: "x", chains: [], requested: [] } };
const ask = (notes: readonly StationNote[]) =>
  answerTo(
    { kind: "station-notes", station: "beitillo-01" },
    contextOn(paperStore({ stations: async () => [known], stationNotes: async () => notes })),
  );

describe("station notes", () => {
  it("lists what a station noted, without what is for machines", async () => {
    const { data, text } = await ask([emptied]);
    expect(text.split("\n")[1]).toBe(
      '1/7    emptied  2026-11-22 11:59  {"after":12300,"before":42000,"stream":"plastic"}',
    );
    expect(data).toMatchObject({ notes: [{ seq: 7, data: { scale: { id: "bin-1" } } }] });
  });

  it("believes no clock that was never set", async () => {
    const unset = { ...emptied, notedAt: { ...emptied.notedAt, clock: "unset" } } as const;
    expect((await ask([unset])).text).toContain("emptied  unknown");
  });

  it("knows no station that was never enrolled", async () => {
    const context = contextOn(paperStore({ stationNotes: async () => [] }));
    const asked = { actor: "test", command: { kind: "station-notes", station: "b" } } as const;
    expect(await execute(asked, context)).toMatchObject({
      problem: { message: "There is no station b." },
    });
  });

  it("says that there is nothing", async () => {
    expect((await ask([])).text).toBe("beitillo-01 has noted nothing.");
  });
});
