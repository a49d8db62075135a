import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import { paperStore } from "../reports/paper-store.ts";
import type { IdleHousehold } from "../store/store.ts";
import { execute } from "./execute.ts";
import { openSample, sampleFolder, scratch } from "./sample-folder.ts";
import { tasks } from "./task.ts";

let room: ReturnType<typeof scratch>;
beforeEach(() => {
  room = scratch();
});
afterEach(() => room.remove());

const IDLE: readonly IdleHousehold[] = [
  { household: "h001", balance: MinorUnits(240), lastActive: "2025-03-01" },
  { household: "h007", balance: MinorUnits(5), lastActive: "2025-04-30" },
];

/** What the commands come to, in a scheme where h001 and h007 are idle. */
async function desk() {
  const opened = await openSample(await sampleFolder(room.folder));
  await opened.close();
  const store = paperStore({ idleHouseholds: async () => IDLE });
  const context = { ...opened.context, store, now: () => EpochMs(Date.UTC(2026, 10, 25)) };
  const typed = async (
    name: "credits idle" | "credits expire" | "credits restore",
    ...words: string[]
  ) => {
    const options = { decision: "3/2026", date: "2026-11-20", reason: "they were away" };
    const task = tasks[name]({ words, options });
    if (!task.ok) return task.problem.message;
    if (task.value.kind !== "command") throw new Error("no command");
    const outcome = await execute({ actor: "amal", command: task.value.command }, context);
    if (!outcome.ok) return outcome.problem.message;
    return outcome.value.kind === "answer" ? outcome.value.text : "";
  };
  return { store, context, typed };
}

const list = (text: string) => {
  const file = join(room.folder, "list.csv");
  writeFileSync(file, text);
  return file;
};

describe("credits idle", () => {
  it("writes the list that credits expire takes", async () => {
    const { context, store, typed } = await desk();
    const command = { kind: "credits-idle", format: "csv" } as const;
    const outcome = await execute({ actor: "amal", command }, context);
    const csv = outcome.ok && outcome.value.kind === "answer" ? outcome.value.text : "";
    expect(csv).toBe("household,amount,last_active\nh001,2.40,2025-03-01\nh007,0.05,2025-04-30");
    await typed("credits expire", list(csv));
    expect(store.acts).toMatchObject([
      {
        kind: "credits-expire",
        decision: { number: "3/2026", date: "2026-11-20" },
        amounts: [
          { household: "h001", amount: 240 },
          { household: "h007", amount: 5 },
        ],
      },
    ]);
  });

  it("lines the households up for people", async () => {
    const { typed } = await desk();
    expect(await typed("credits idle")).toMatch(
      /^household +QAM +last active\nh001 +2\.40 +2025-03-01\n/,
    );
  });
});

describe("credits expire", () => {
  it("takes an Arabic list, in Windows-1256 and with Arabic digits", async () => {
    const { store, typed } = await desk();
    const bytes = Buffer.from([
      ...[0xc7, 0xe1, 0xc3, 0xd3, 0xd1, 0xc9, 0x3b, 0xc7, 0xe1, 0xe3, 0xc8, 0xe1, 0xdb, 0x0a],
      ...Buffer.from("h001;1.5\n"),
    ]);
    const file = join(room.folder, "list.csv");
    writeFileSync(file, bytes);
    expect(await typed("credits expire", file)).toBe(
      "1.50 QAM of 1 household expired by decision 3/2026, event 1.",
    );
    expect(store.acts).toMatchObject([{ amounts: [{ household: "h001", amount: 150 }] }]);
    await typed("credits expire", list("household;amount\nh007;٠٫٠٥\n"));
    expect(store.acts).toMatchObject([{}, { amounts: [{ household: "h007", amount: 5 }] }]);
  });

  it("tells every problem of the list with its row, and lets nothing expire", async () => {
    const { store, typed } = await desk();
    const rows = ["h001,2.41", "h007,0.05", "h007,0.01", "h002,1.00", "h001,one"];
    const said = await typed("credits expire", list(`household,amount\n${rows.join("\n")}\n`));
    expect(said.split("\n").map((line) => line.replace(/ {2,}/g, "|"))).toEqual(
      [
        "The list has 4 problems; nothing expires.",
        "row|column|problem",
        "2|amount|h001 holds 2.40 QAM, which is less than 2.41.",
        "4|household|h007 stands in two rows: keep one of them.",
        '5|household|"h002" is not idle, or holds nothing: see "credits idle".',
        '6|amount|"one" is no amount of QAM: write it like 12.50, without a comma.',
      ].map((line) => expect.stringContaining(line.trim())),
    );
    expect(store.acts).toEqual([]);
  });

  it.each([
    ["household,kg\nh001,1\n", "the column amount (المبلغ) is missing."],
    ["name,amount\nh001,1\n", "the column household (الأسرة) is missing."],
    ["household,amount\n", "has headers and no household."],
    ['household,amount\n"h001,1\n', "row 2: A quotation mark"],
  ])("refuses a list like %j", async (text, problem) => {
    const { typed } = await desk();
    expect(await typed("credits expire", list(text))).toContain(problem);
  });
});

it("credits restore names the expiry and the reason", async () => {
  const { store, typed } = await desk();
  expect(await typed("credits restore", "three")).toContain("Say which expiry");
  await typed("credits restore", "17");
  expect(store.acts).toMatchObject([
    { kind: "expiry-undo", expiry: 17, reason: "they were away", actor: "amal" },
  ]);
});
