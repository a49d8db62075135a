import type { DatabaseSync } from "node:sqlite";
import { Grams, type MinorUnits } from "#contract/units.ts";
import type { Account, Asset } from "../../journal/account.ts";
import { netted, type Posting } from "../../ledger/posting.ts";
import type { Month } from "../../month/month.ts";
import { openIssuedTable } from "./issued-table.ts";
import { int, type Row } from "./row.ts";

/** Which holder's month in which stream. */
export type MonthKey = {
  readonly holder: Account;
  readonly month: string;
  readonly stream: string;
};

/**
 * Postings, balances and months of the open transaction. Balances and months are read once, kept in
 * memory and written once, however many entries of the transaction touch them.
 */
export type LedgerWriter = {
  /** One journal entry; none at all where everything comes to nothing. */
  post(position: number, date: string, postings: readonly Posting[]): void;
  balance(account: Account, asset: Asset): number;
  /** Credit issued in all months from one to another, both included, as far as it was flushed. */
  issued(from: string, to: string): MinorUnits;
  month(key: MonthKey): Month;
  setMonth(key: MonthKey, month: Month): void;
  /** Counts what was weighed, paid or not. */
  record(key: MonthKey, reliefYear: number, change: { grams: number; deposits: number }): void;
  /** Before COMMIT. */
  flush(): void;
  /** After ROLLBACK. */
  forget(): void;
};

type Held = { readonly account: number; readonly asset: number; amount: number; changed: boolean };
type Slot = { readonly key: MonthKey; month: Month; readonly stored: number; changed: boolean };

export function openLedgerWriter(db: DatabaseSync, credit: Asset): LedgerWriter {
  const sql = {
    account: db.prepare("INSERT INTO account (name) VALUES (?) RETURNING id"),
    asset: db.prepare("INSERT INTO asset (name) VALUES (?) RETURNING id"),
    posting: db.prepare("INSERT INTO posting VALUES (?, ?, ?, ?)"),
    close: db.prepare("INSERT INTO ledger_entry VALUES (?, ?)"),
    balance: db.prepare("SELECT amount FROM balance WHERE account = ? AND asset = ?"),
    setBalance: db.prepare("INSERT OR REPLACE INTO balance VALUES (?, ?, ?)"),
    month: db.prepare("SELECT * FROM month WHERE holder = ? AND month = ? AND stream = ?"),
    setMonth: db.prepare("INSERT OR REPLACE INTO month VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    dropMonth: db.prepare("DELETE FROM month WHERE holder = ? AND month = ? AND stream = ?"),
    recordMore: db.prepare(`
      UPDATE recorded SET grams = grams + ?, deposits = deposits + ?
      WHERE holder = ? AND month = ? AND stream = ? AND relief_year = ?`),
    recordFirst: db.prepare(
      `INSERT INTO recorded (grams, deposits, holder, month, stream, relief_year)
      VALUES (?, ?, ?, ?, ?, ?)`,
    ),
  };
  const issued = openIssuedTable(db, credit);
  let accounts = idsOf(db, "account");
  let assets = idsOf(db, "asset");
  const balances = new Map<string, Held>();
  const months = new Map<string, Slot>();

  const idOf = (ids: Map<string, number>, insert: typeof sql.account, name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const id = int(insert.get(name) ?? {}, "id");
    ids.set(name, id);
    return id;
  };
  const held = (account: number, asset: number) => {
    const key = `${account} ${asset}`;
    const known = balances.get(key);
    if (known !== undefined) return known;
    const row = sql.balance.get(account, asset);
    const amount = row === undefined ? 0 : int(row, "amount");
    const loaded = { account, asset, amount, changed: false };
    balances.set(key, loaded);
    return loaded;
  };
  const slot = (key: MonthKey) => {
    const name = `${key.holder} ${key.month} ${key.stream}`;
    const known = months.get(name);
    if (known !== undefined) return known;
    const month = sql.month.all(key.holder, key.month, key.stream).map(monthPartOf);
    const loaded: Slot = { key, month, stored: month.length, changed: false };
    months.set(name, loaded);
    return loaded;
  };

  return {
    post(position, date, postings) {
      const lines = netted(postings);
      if (lines.length === 0) return;
      for (const { account, asset, amount } of lines) {
        const ids = [idOf(accounts, sql.account, account), idOf(assets, sql.asset, asset)] as const;
        sql.posting.run(position, ...ids, amount);
        const balance = held(...ids);
        balance.amount += amount;
        balance.changed = true;
      }
      issued.note(date, lines);
      sql.close.run(position, date);
    },
    balance(account, asset) {
      const ids = [accounts.get(account), assets.get(asset)] as const;
      return ids[0] === undefined || ids[1] === undefined ? 0 : held(ids[0], ids[1]).amount;
    },
    issued: (from, to) => issued.between(from, to),
    month: (key) => slot(key).month,
    setMonth(key, month) {
      const it = slot(key);
      it.month = month;
      it.changed = true;
    },
    record({ holder, month, stream }, reliefYear, { grams, deposits }) {
      const values = [grams, deposits, holder, month, stream, reliefYear] as const;
      if (sql.recordMore.run(...values).changes === 0) sql.recordFirst.run(...values);
    },
    flush() {
      for (const { account, asset, amount, changed } of balances.values())
        if (changed) sql.setBalance.run(account, asset, amount);
      for (const slot of months.values()) if (slot.changed) writeMonth(slot);
      issued.flush();
      balances.clear();
      months.clear();
    },
    forget() {
      issued.forget();
      balances.clear();
      months.clear();
      accounts = idsOf(db, "account");
      assets = idsOf(db, "asset");
    },
  };

  function writeMonth({ key: { holder, month, stream }, month: parts, stored }: Slot): void {
    if (parts.length < stored) sql.dropMonth.run(holder, month, stream);
    for (const { reliefYear, credit, points } of parts) {
      sql.setMonth.run(holder, month, stream, reliefYear, credit.a, credit.b, points.a, points.b);
    }
  }
}

export function monthPartOf(row: Row): Month[number] {
  const graded = (of: string) => ({ a: Grams(int(row, `${of}_a`)), b: Grams(int(row, `${of}_b`)) });
  return {
    reliefYear: int(row, "relief_year"),
    credit: graded("credit"),
    points: graded("points"),
  };
}

function idsOf(db: DatabaseSync, table: "account" | "asset"): Map<string, number> {
  const rows = db.prepare(`SELECT id, name FROM ${table}`).all();
  return new Map(rows.map((row) => [String(row.name), int(row, "id")]));
}
