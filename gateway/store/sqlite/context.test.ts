import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import type { Hash } from "#contract/ids.ts";
import { EpochMs, Grams } from "#contract/units.ts";
import { DEFAULT_CLOCK_LIMITS } from "../../deposit/weighing-time.ts";
import { transfer } from "../../ledger/posting.ts";
import { card } from "../sample-station.ts";
import { type Context, openContext } from "./context.ts";
import { SCHEMA } from "./schema.ts";

const NOW = EpochMs(Date.UTC(2026, 10, 22));
const KEY = { holder: "household:h1", month: "2026-11", stream: "plastic" };
const GRAMS = { a: Grams(1_000), b: Grams(0) };

const NOBODY = { holder: null, credited: null, points: null };

/** An event, an entry, a month and a posting, as a deposit brings them. */
function changeAll(context: Context, credit = 40): void {
  const position = context.append(NOW, "amal", {
    kind: "household-added",
    household: "h1",
    members: 4,
  });
  context.entries.add({
    ...{ chain: 1, seq: 1, hash: "h" as Hash, prev: null, position, kind: "opened" },
    ...{ weighing: null, month: null },
    verdict: { outcome: "posted", reasons: [], reliefYear: null, ...NOBODY },
  });
  context.ledger.setMonth(KEY, [{ reliefYear: 2026, credit: GRAMS, points: GRAMS }]);
  context.ledger.post(position, "2026-11-22", transfer("QAM/2", credit, "issuance:x", "h1"));
  context.clocks.await({ station: "s1", boot: "b" }, { chain: 1, seq: 1 });
  context.change.settings = "all";
}

const state = ({ registry, entries, ledger, clocks }: Context) => ({
  households: [...registry.households.keys()],
  next: entries.progress(1).next,
  month: ledger.month(KEY).length,
  balance: ledger.balance("h1", "QAM/2"),
  issued: ledger.issued("2026-11", "2026-11"),
  waiting: clocks.waiting({ station: "s1", boot: "b" }).length,
});
const NOTHING = { households: [], next: 1, month: 0, balance: 0, issued: 0, waiting: 0 };
const ALL = { households: ["h1"], next: 2, month: 1, balance: 40, issued: 40, waiting: 1 };

describe("a transaction", () => {
  let db: DatabaseSync;
  let context: Context;
  const open = () => {
    const currency = { code: "QAM", minorUnits: 2 };
    const scheme = { scheme: "beitillo", timeZone: "Asia/Hebron", currency };
    const facts = { ...scheme, clockLimits: DEFAULT_CLOCK_LIMITS, checkProof: () => null };
    return openContext(db, facts, "QAM/2");
  };
  const failing = () =>
    context.transaction(() => {
      changeAll(context, 60);
      throw new Error("a bug");
    });

  beforeEach(() => {
    db = new DatabaseSync(":memory:");
    db.exec(SCHEMA);
    context = open();
  });

  it("keeps all of what was done, on disk too", () => {
    const { change } = context.transaction(() => changeAll(context));
    expect(change.settings).toBe("all");
    expect(state(context)).toEqual(ALL);
    expect(state(open())).toEqual(ALL);
  });

  it("keeps nothing of it when anything fails, nor in memory", () => {
    expect(failing).toThrow("a bug");
    expect(state(context)).toEqual(NOTHING);
    expect(state(open())).toEqual(NOTHING);
    const { change } = context.transaction(() => null);
    expect(change).toEqual({ settings: [], blocked: false, deposits: [] });
  });

  it("goes on after one that failed as if that had never been", () => {
    expect(failing).toThrow("a bug");
    context.transaction(() => changeAll(context));
    expect(state(context)).toEqual(ALL);
    expect(state(open())).toEqual(ALL);
  });

  it("fails whole where an asset does not sum to zero", () => {
    const unbalanced = () =>
      context.transaction(() => {
        context.append(NOW, "amal", { kind: "card-blocked", card: card("x") });
        context.ledger.post(1, "2026-11-22", [{ account: "h1", asset: "QAM/2", amount: 40 }]);
      });
    expect(unbalanced).toThrow(/does not sum to zero/);
    expect(state(context)).toEqual(NOTHING);
    expect(context.registry.blocked.size).toBe(0);
  });

  it("fails whole where a posting is left without its journal entry", () => {
    const orphan = () =>
      context.transaction(() => {
        const position = context.append(NOW, "amal", { kind: "card-blocked", card: card("x") });
        db.exec("INSERT INTO account VALUES (1, 'a'); INSERT INTO asset VALUES (1, 'QAM/2')");
        db.prepare("INSERT INTO posting VALUES (?, 1, 1, 40)").run(position);
      });
    expect(orphan).toThrow(/FOREIGN KEY/);
    expect(context.registry.blocked.size).toBe(0);
  });

  it("leaves no part of a month that was emptied", () => {
    context.transaction(() => changeAll(context));
    context.transaction(() => context.ledger.setMonth(KEY, []));
    expect(state(open())).toEqual({ ...ALL, month: 0 });
  });

  it("writes again only what it changes", () => {
    context.transaction(() => changeAll(context));
    db.exec(
      "CREATE TEMP TRIGGER no_balance BEFORE INSERT ON balance BEGIN SELECT RAISE(ABORT, 'balance'); END",
    );
    db.exec(
      "CREATE TEMP TRIGGER no_progress BEFORE INSERT ON progress BEGIN SELECT RAISE(ABORT, 'progress'); END",
    );
    state(context);
    expect(context.transaction(() => "nothing changed").value).toBe("nothing changed");
  });
});
