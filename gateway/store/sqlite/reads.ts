import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import type { CardId, Slug, UtcTime } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import type { StreamSettings } from "#contract/settings.ts";
import { type EpochMs, Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import { householdAccount, issuanceAccount } from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import { owesProofNow } from "../../registry/card-proofs.ts";
import type { StationChain } from "../../registry/registry.ts";
import { tariffIn } from "../../tariff/tariffs.ts";
import type { DepositRow } from "../deposit-row.ts";
import type { Balance } from "../ledger-row.ts";
import type { ChainRow, HouseholdRow, StationRow, StreamTotal } from "../store.ts";
import type { Context } from "./context.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { int, text } from "./row.ts";
import { rowNow } from "./row-now.ts";
import { storedDeposit } from "./stored-deposit.ts";

const RESTORE_MEMORY_MS = 90 * 86_400_000;

export function stations({ registry, entries }: Context): readonly StationRow[] {
  const chainRow = (it: StationChain): ChainRow => {
    const { next, entries: count, brokenLinks } = entries.progress(it.id);
    const { chain, key, number, state, revokedAt } = it;
    return { chain, key, number, state, revokedAt, next, missing: next - 1 - count, brokenLinks };
  };
  return [...registry.stations.values()].map(({ station, passwordHash, chains }) => ({
    station,
    passwordHash,
    chains: chains.flatMap((name) => registry.chains.get(name) ?? []).map(chainRow),
  }));
}

export function streamsAt(time: EpochMs, { registry, dateOf }: Context): readonly StreamSettings[] {
  const tariff = tariffIn(monthOf(dateOf(time)), registry.tariffs);
  return (tariff?.streams ?? []).map((it) => ({
    stream: it.stream,
    label: it.label,
    ratePerKg: MinorUnits(tariff?.ledgers.credits === true ? it.rateMinorUnitsPerKg : 0),
    minGrams: it.minGrams,
    maxGrams: it.maxGrams ?? Grams(MAX_GROSS_GRAMS),
    attendedOnly: it.attendedOnly,
  }));
}

export function restoredAt(
  time: EpochMs,
  { registry }: Context,
): { since: UtcTime; at: UtcTime } | null {
  const recent = registry.restores.filter(({ at }) => at > time - RESTORE_MEMORY_MS);
  const latest = recent.at(-1);
  const [since] = recent.map((one) => one.since).sort();
  return latest === undefined || since === undefined ? null : { since, at: utcTime(latest.at) };
}

export function blockedCards(limit: number, { registry }: Context): readonly CardId[] {
  return [...registry.blocked.keys()].reverse().slice(0, limit);
}

export function recentDeposits(limit: number, context: Context): readonly DepositRow[] {
  return context.entries.latestDeposits(limit).map((record) => rowNow(record, context));
}

export function heldDeposits(context: Context): readonly DepositRow[] {
  const deposits = context.entries.held().filter(({ kind }) => kind === "deposit");
  return deposits.map((record) => rowOf(record, context));
}

/** As it was decided before any correction. */
export function rowOf(record: EntryRecord, context: Context): DepositRow {
  return depositRowOf(record, storedDeposit(record, context), context);
}

/** Grams from all holders' months; credit as issued for the stream. */
export function streamTotals({ db, ledger, credit }: Context): readonly StreamTotal[] {
  const rows = db
    .prepare(`
      SELECT stream, sum(grams) AS grams, sum(deposits) AS deposits FROM recorded
      GROUP BY stream HAVING sum(deposits) > 0 ORDER BY stream`)
    .all();
  return rows.map((row) => {
    const stream = text(row, "stream");
    const credited = MinorUnits(-ledger.balance(issuanceAccount(stream), credit));
    return { stream, deposits: int(row, "deposits"), grams: Grams(int(row, "grams")), credited };
  });
}

/** @param accounts a GLOB pattern: what stands before its first star is looked up by index */
export function balances({ db }: Context, accounts = "*"): readonly Balance[] {
  const rows = db
    .prepare(`
      SELECT account.name AS account, asset.name AS asset, amount FROM balance
      JOIN account ON account.id = account JOIN asset ON asset.id = asset
      WHERE amount <> 0 AND account.name GLOB ? ORDER BY 1, 2`)
    .all(accounts);
  return rows.map((row) => ({
    account: text(row, "account"),
    asset: text(row, "asset"),
    amount: int(row, "amount"),
  }));
}

export function household(name: Slug, context: Context): HouseholdRow | null {
  const { registry, db, credit } = context;
  const sizes = registry.households.get(name)?.sizes;
  if (sizes === undefined) return null;
  const account = householdAccount(name);
  const months = db
    .prepare(`
      SELECT month, stream, sum(grams) AS grams FROM recorded
      WHERE holder = ? GROUP BY month, stream HAVING sum(deposits) > 0 ORDER BY month, stream`)
    .all(account);
  const cards = [...registry.cards].flatMap(([card, holdings]) => {
    const last = holdings.at(-1);
    if (last?.household !== name) return [];
    const blocked = registry.blocked.has(card);
    const owesProof = owesProofNow(registry, card);
    return [{ card, since: utcTime(last.from), blocked, owesProof }];
  });
  return {
    household: name,
    sizes,
    cards,
    balance: MinorUnits(context.ledger.balance(account, credit)),
    points: pointsByYear(account, context),
    months: months.map((row) => ({
      month: text(row, "month"),
      stream: text(row, "stream"),
      grams: Grams(int(row, "grams")),
    })),
  };
}

function pointsByYear(account: string, context: Context) {
  return balances(context, `${account}:relief:*`).map(({ account: name, amount }) => ({
    year: Number(name.slice(name.lastIndexOf(":") + 1)),
    points: MilliPoints(amount),
  }));
}

export function lastCardAt(station: Slug, context: Context): CardId | null {
  const { registry, entries } = context;
  const chains = registry.stations.get(station)?.chains ?? [];
  const latest = chains
    .flatMap((name) => registry.chains.get(name) ?? [])
    .flatMap(({ id }) => entries.lastDeposit(id) ?? [])
    .reduce<EntryRecord | null>(
      (last, it) => (last && last.position > it.position ? last : it),
      null,
    );
  return latest === null ? null : storedDeposit(latest, context).entry.data.card;
}
