import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ReliefYear } from "#contract/relief-statement.ts";
import { MinorUnits } from "#contract/units.ts";
import { sampleYear } from "../papers/year.fixture.ts";
import { paperStore } from "../reports/paper-store.ts";
import type { Store } from "../store/store.ts";
import type { AdminCommand } from "./command.ts";
import { execute } from "./execute.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { scratch } from "./sample-folder.ts";

const room = scratch();
afterAll(() => room.remove());

const frozen: ReliefYear = {
  ...sampleYear,
  statements: sampleYear.statements.map((one) => ({ ...one, reliefMinorUnits: MinorUnits(1) })),
};
const reliefYear: Store["reliefYear"] = async (_, { view, household } = {}) => {
  const { statements, ...year } = view === "frozen" ? frozen : sampleYear;
  const asked = statements.filter((one) => household === undefined || one.household === household);
  return { ...year, statements: asked };
};
const households = async () => sampleYear.statements.map(({ household }) => household);
const context = contextOn(paperStore({ reliefYear, households }));
const statement = (view: "now" | "frozen"): AdminCommand => ({
  ...{ kind: "relief-statement", household: "h001", year: 2026, view, language: "en" },
});
const exported = (view: "now" | "frozen"): AdminCommand => ({
  ...{ kind: "relief-export", year: 2026, view, target: join(room.folder, view) },
  certificates: false,
});

describe("a closed year at the desk", () => {
  it.each([
    ["now", sampleYear],
    ["frozen", frozen],
  ] as const)("is shown and exported as it is, or as it was closed: %s", async (view, year) => {
    const { data } = await answerTo(statement(view), context);
    expect(data).toEqual(year.statements.find(({ household }) => household === "h001"));
    const { text } = await answerTo(exported(view), context);
    expect(text).toContain(view === "now" ? ": 2026, closed, as of" : ": 2026, as it was closed,");
    const read = (name: string) => JSON.parse(readFileSync(join(room.folder, view, name), "utf8"));
    expect(read("statements.json").statements).toEqual(year.statements);
    expect(read("manifest.json")).toMatchObject({ view, state: "closed" });
  });

  it("has no frozen view while it is open, and then exports nothing", async () => {
    const open = contextOn(
      paperStore({ households, reliefYear: async () => ({ ...sampleYear, state: "open" }) }),
    );
    for (const command of [statement("frozen"), exported("frozen")]) {
      const outcome = await execute({ actor: "amal", command }, open);
      expect(outcome).toMatchObject({ ok: false, problem: { code: "year-open" } });
    }
  });
});
