import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { EpochMs, Grams } from "#contract/units.ts";
import { paperStore } from "../reports/paper-store.ts";
import type { DisputeRow } from "../store/dispute-row.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { typed } from "./paper-terminal.ts";
import { NOON, sampleFolder, scratch } from "./sample-folder.ts";

const DAY_MS = 86_400_000;
const ID = "beitillo/beitillo-01/3/1042";
const dispute: DisputeRow = {
  ...{ deposit: ID, date: "2026-11-18", bag: { stream: "plastic", net: Grams(4_320) } },
  since: utcTime(EpochMs(NOON - 2.5 * DAY_MS)),
  ...{ by: "amal", reason: "we brought 4.5 kg" },
};
const storeOf = (...disputes: readonly DisputeRow[]) =>
  paperStore({ disputes: async () => disputes });

describe("deposit disputes", () => {
  const list = { kind: "dispute-list" } as const;

  it("shows what is open, with reason and age in whole days", async () => {
    const unreadable = { ...dispute, deposit: "beitillo/beitillo-01/3/7", date: null, bag: null };
    const context = contextOn(storeOf(dispute, unreadable));
    const { data, text } = await answerTo(list, context);
    expect(text.split("\n").slice(1)).toEqual([
      `${ID}  plastic  4.320 kg  2026-11-18  2026-11-20 00:00     2  amal      we brought 4.5 kg`,
      "beitillo/beitillo-01/3/7     -        -         -           2026-11-20 00:00     2  amal      we brought 4.5 kg",
    ]);
    expect(data).toMatchObject({
      disputes: [
        { deposit: ID, days: 2, stream: "plastic", grams: 4_320, reason: "we brought 4.5 kg" },
        { stream: null, grams: null, date: null },
      ],
    });
  });

  it("tells no age below zero where the clock was set back", async () => {
    const since = utcTime(EpochMs(NOON + DAY_MS));
    const { data } = await answerTo(list, contextOn(storeOf({ ...dispute, since })));
    expect(data).toMatchObject({ disputes: [{ days: 0 }] });
  });

  it("says that nothing is", async () => {
    const { data, text } = await answerTo(list, contextOn(paperStore()));
    expect([data, text]).toEqual([{ disputes: [] }, "Nothing is disputed."]);
  });
});

describe("status", () => {
  it.each([
    [[], 0, "Disputed and not settled: 0 deposits."],
    [[dispute], 1, "Disputed and not settled: 1 deposit."],
  ])("counts what is disputed", async (disputes, disputed, line) => {
    const { data, text } = await answerTo({ kind: "status" }, contextOn(storeOf(...disputes)));
    expect(data).toMatchObject({ disputed });
    expect(text.split("\n")).toContain(line);
  });
});

describe("on a real journal", () => {
  let room: ReturnType<typeof scratch>;
  let data: string;
  beforeEach(async () => {
    room = scratch();
    data = join(room.folder, "data");
    await sampleFolder(data);
  });
  afterEach(() => room.remove());

  const admin = (...args: string[]) => typed(data, args);
  const said = (words: string) => ["--reason", words];
  const noted = (id = "beitillo-01/1/2") => admin("deposit", "dispute", id, ...said("it was more"));

  it("a dispute is noted, shown wherever people look, and dismissed", async () => {
    expect((await noted()).out).toBe(
      "Deposit 2 of station beitillo-01 is disputed; it counts as before.\n",
    );
    const listed = await admin("deposit", "disputes");
    expect(listed.out).toMatch(/^beitillo\/beitillo-01\/1\/2 +plastic +1\.000 kg .* it was more$/m);
    expect((await admin("status")).out).toContain("Disputed and not settled: 1 deposit.");
    const draft = await admin("relief", "draft", "--year", "2026");
    expect(draft.out).toMatch(
      /^Disputed deposits, .* from being closed: 1\n {2}beitillo\/.*more$/m,
    );
    const done = await admin("deposit", "dismiss", "beitillo-01/1/2", ...said("checked"));
    expect(done.out).toBe("Deposit 2 of station beitillo-01: the dispute is dismissed.\n");
    expect((await admin("deposit", "disputes")).out).toBe("Nothing is disputed.\n");
    const explained = await admin("explain", "beitillo-01/1/2");
    expect(explained.out).toMatch(/Disputed by the household, as noted on \S+ by amal/);
    expect(explained.out).toMatch(
      /The dispute was dismissed on \S+ by amal[^\n]+\n {2}Why: checked/,
    );
  });

  it("a correction settles it", async () => {
    await noted();
    const grams = ["--grams", "1200"];
    await admin("deposit", "correct", "beitillo-01/1/2", ...grams, ...said("weighed again"));
    expect((await admin("deposit", "disputes")).out).toBe("Nothing is disputed.\n");
  });

  it.each([
    ["of no deposit", ["deposit", "dispute", "beitillo-01/1/9"], "There is no deposit"],
    ["where there is none to dismiss", ["deposit", "dismiss", "beitillo-01/1/1"], "not disputed"],
    [
      "a second time",
      ["deposit", "dispute", "beitillo-01/1/2"],
      /since \d{4}-\d\d-\d\d by amal\.$/,
    ],
    [
      "dismissed by one person under two names",
      ["deposit", "dismiss", "beitillo-01/1/2", "--approver", "Amal"],
      "amal cannot approve what amal does.",
    ],
  ])("is refused %s", async (_, args, sentence) => {
    await noted();
    const { code, out, err } = await admin(...args, ...said("x"));
    expect([code, out]).toEqual([1, ""]);
    expect(err.trim()).toMatch(sentence);
  });
});
