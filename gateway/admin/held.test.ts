import { describe, expect, it } from "vitest";
import type { Chain, Hash } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import { paperDeposit, paperStore } from "../reports/paper-store.ts";
import type { SetAsideRow } from "../store/store.ts";
import { execute } from "./execute.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { NOON } from "./sample-folder.ts";

const HASH = `${"h".repeat(42)}A` as Hash;
const twin: SetAsideRow = {
  position: 18,
  ...{ station: "beitillo-01", chain: "c".repeat(22) as Chain, chainNumber: 3, seq: 1042 },
  hash: HASH,
  reasons: ["conflict"],
  bytes: 612,
  receivedAt: utcTime(NOON),
  decided: false,
};
const held = paperDeposit({ outcome: "held", reasons: ["card-blocked", "manual-entry"] });
const storeOf = (aside: readonly SetAsideRow[], deposits = [held]) =>
  paperStore({ heldDeposits: async () => deposits, setAside: async () => aside });

describe("held list", () => {
  it("shows what waits, and why", async () => {
    const { data, text } = await answerTo({ kind: "held-list" }, contextOn(storeOf([])));
    expect(text.split("\n")[1]).toBe(
      "beitillo/beitillo-01/3/1042  plastic  4.320 kg  2026-11-22 08:15  card-blocked, manual-entry",
    );
    expect(data).toMatchObject({ held: [{ deposit: "beitillo/beitillo-01/3/1042", grams: 4320 }] });
  });

  it("shows by which slip an attendant typed it in", async () => {
    const typed = paperDeposit({ outcome: "held", reasons: ["manual-entry"], slip: "17" });
    const { text } = await answerTo({ kind: "held-list" }, contextOn(storeOf([], [typed])));
    expect(text).toMatch(/manual-entry, slip 17$/);
  });

  it("shows what lies in quarantine by the id that decides it, until it is decided", async () => {
    const { data, text } = await answerTo({ kind: "held-list" }, contextOn(storeOf([twin])));
    const deposit = `beitillo/beitillo-01/3/1042/${HASH}`;
    expect(text.split("\n").at(-1)).toBe(`${deposit}    612  2026-11-22 12:00  conflict`);
    expect(data).toMatchObject({ quarantine: [{ deposit, reasons: ["conflict"] }] });
    const decided = storeOf([{ ...twin, decided: true }]);
    const after = await answerTo({ kind: "held-list" }, contextOn(decided));
    expect(after.data).toMatchObject({ quarantine: [] });
  });

  it("says that nothing does", async () => {
    const { data, text } = await answerTo({ kind: "held-list" }, contextOn(paperStore()));
    expect([data, text]).toEqual([{ held: [], quarantine: [] }, "Nothing is held."]);
  });
});

describe("deciding about a deposit", () => {
  const decide = (deposit: string, isHeld: boolean) =>
    ({
      kind: "deposit-correct",
      ...{ deposit, held: isHeld, reason: "looked at again", approver: "basma" },
      correction: { strikeOut: false, net: Grams(4_300) },
    }) as const;
  const outcomeOf = (deposit: string, isHeld = true, store = storeOf([twin])) =>
    execute({ actor: "amal", command: decide(deposit, isHeld) }, contextOn(store));

  it("carries all that was said into the journal", async () => {
    const store = storeOf([]);
    const id = "beitillo/beitillo-01/3/1042";
    const { data } = await answerTo(decide(id, true), contextOn(store));
    expect(data).toEqual({ deposit: id, event: 1 });
    expect(store.acts).toEqual([
      {
        ...{ kind: "deposit-correct", actor: "amal", approver: "basma", at: NOON, deposit: id },
        ...{ correction: { strikeOut: false, net: 4300 }, reason: "looked at again" },
      },
    ]);
  });

  it.each([
    "beitillo/beitillo-01/3/1042",
    "beitillo-01/3/1042",
    `beitillo-01/${"c".repeat(22)}/1042`,
    `beitillo-01/3/1042/${HASH}`,
  ])("finds what waits as %s", async (id) => {
    expect(await outcomeOf(id)).toMatchObject({ ok: true });
  });

  it.each([
    ["not-held", "beitillo-01/3/1041"],
    ["not-held", `beitillo-01/3/1042/${"x".repeat(42)}A`],
    ["no-such-deposit", "plastic"],
  ])("refuses as %s: %s", async (code, id) => {
    const store = storeOf([twin]);
    expect(await outcomeOf(id, true, store)).toMatchObject({ problem: { code } });
    expect(store.acts).toEqual([]);
  });

  it("asks for no waiting where a deposit is corrected", async () => {
    expect(await outcomeOf("beitillo-01/3/1041", false)).toMatchObject({ ok: true });
  });
});
