import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import type { GatewayConfig } from "../config.ts";
import { paperStore } from "../reports/paper-store.ts";
import { execute } from "./execute.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { typed } from "./paper-terminal.ts";
import { NOON, openSample, sampleFolder, scratch } from "./sample-folder.ts";

const command = {
  kind: "deposit-enter",
  ...{ station: "beitillo-01", slip: "A-17", household: "h012", on: "2026-11-20" },
  ...{ deposit: { stream: "plastic", net: Grams(4_320), grade: "A" as const } },
  reason: "no power",
  approver: "basma",
} as const;

describe("deposit enter", () => {
  it("carries all that the slip says into the journal, and names the deposit", async () => {
    const store = paperStore();
    const { data } = await answerTo(command, contextOn(store));
    expect(data).toEqual({ deposit: "beitillo/beitillo-01/manual/A-17", event: 1 });
    expect(store.acts).toEqual([{ ...command, actor: "amal", at: NOON }]);
  });
});

describe("a slip at the desk", () => {
  let room: ReturnType<typeof scratch>;
  let config: GatewayConfig;
  beforeEach(async () => {
    room = scratch();
    config = await sampleFolder(join(room.folder, "data"));
  });
  afterEach(() => room.remove());

  const said = async (...args: string[]) => {
    const { out, err } = await typed(config.data, args);
    return `${out}${err}`.trimEnd();
  };
  const enter = (...more: string[]) =>
    said(
      ...["deposit", "enter", "--station", "beitillo-01", "--slip", "١٧", "--household", "h012"],
      ...["--stream", "plastic", "--grams", "٤٣٢٠", "--on", "2025-01-05", "--reason", "no power"],
      ...more,
    );

  it("is entered by two people, explained, corrected and exported", async () => {
    await said("person", "add", "amal");
    await said("person", "add", "basma");
    const two = ["--actor", "amal", "--approver", "basma"];
    expect(await enter(...two)).toBe(
      "Slip 17 of station beitillo-01 is entered: it counts for household:h012.",
    );
    expect(await enter(...two)).toMatch(/was entered already, by event \d+\.$/);
    const id = "beitillo/beitillo-01/manual/17";
    expect(await said("explain", id)).toContain("Entered by hand from slip 17 on ");
    expect(await said("explain", id, "--lang", "ar")).toContain("يدويًا من القسيمة");
    const strike = ["deposit", "strike-out", id, "--reason", "entered twice"];
    expect(await said(...strike, ...two)).toBe("Slip 17 of station beitillo-01 is struck out.");
    expect(await said("held", "release", id, "--reason", "x", ...two)).toContain("does not wait");
    const file = join(room.folder, "books");
    await said("journal", "export", "--format", "hledger", "--out", file);
    expect(readFileSync(file, "utf8")).toMatch(
      /deposit entered\n {4}; deposit:beitillo\/beitillo-01\/manual\/17, manual:17, weighed:2025-01-05, reasons:not-paid, reason:no power, approved:basma\n/,
    );
    expect(await said("relief", "verify", "--year", "2026")).toContain("are the same.");
  });

  it("stands in the draft's review", async () => {
    const { context, close } = await openSample(config);
    await answerTo(command, context);
    const { text } = await answerTo({ kind: "relief-draft", year: 2026 }, context);
    await close();
    expect(text).toContain(
      "Deposits entered by hand from slips: 1\n  beitillo/beitillo-01/manual/A-17  2026-11-20  " +
        "plastic 4.320 kg  household:h012, by amal and basma: no power",
    );
  });

  it.each([
    ["no-such-station", { station: "beitillo-09" }, "There is no station beitillo-09: enrol it"],
    ["no-such-household", { household: "h009" }, "There is no household h009: add it first"],
    [
      "no-such-stream",
      { deposit: { ...command.deposit, stream: "glas" } },
      "There is no stream glas in 2026-11: say one of plastic, aluminium, residual.",
    ],
    [
      "bad-weight",
      { deposit: { ...command.deposit, net: Grams(0) } },
      "A deposit weighs 1 to 2000000 g, and not 0 g.",
    ],
    [
      "bad-weight",
      { deposit: { ...command.deposit, net: Grams(2_000_001) } },
      "A deposit weighs 1 to 2000000 g, and not 2000001 g.",
    ],
    [
      "still-to-come",
      { on: "2026-11-23" },
      "2026-11-23 is still to come: say on which day it was handed in.",
    ],
    ["no-such-day", { on: "2026-11-31" }, "2026-11-31 is no day of the calendar."],
    ["too-long-ago", { on: "1926-11-20" }, "1926-11-20 is before any scheme: say which year."],
    ["same-person", { approver: "amal" }, "amal cannot approve what amal does."],
  ])("is refused in one sentence: %s, %j", async (code, slipOfThePen, message) => {
    const { context, close } = await openSample(config);
    const asked = { ...command, ...slipOfThePen };
    const outcome = await execute({ actor: "amal", command: asked }, context);
    await close();
    expect(outcome).toMatchObject({ problem: { code } });
    expect(outcome.ok ? "" : outcome.problem.message).toContain(message);
  });
});
