import { decimalOf } from "#contract/decimal.ts";
import { partsOfAsset } from "../journal/account.ts";
import type { Balance, LedgerEntry } from "../store/ledger-row.ts";
import { typeOf } from "./account-type.ts";
import { type BalancesAt, inOrderOfDate, withMonthEnds } from "./month-ends.ts";
import { ALL_MONTHS, inMonths, type Months } from "./months.ts";

/**
 * The ledger in hledger's journal format (hledger 1.25 manual, "Journal format"), so that a foreign
 * tool can check every sum. Accounts and commodities are declared before their first use, as
 * `hledger check --strict` demands. After each month the balances that moved in it are asserted.
 */
export async function* hledgerJournal(
  entries: AsyncIterable<LedgerEntry>,
  title: string,
  months: Months = ALL_MONTHS,
): AsyncIterable<string> {
  yield `; ${oneLine(title)}\n`;
  const declared = new Set<string>();
  for await (const it of withMonthEnds(inMonths(inOrderOfDate(entries), months))) {
    if ("balances" in it) {
      yield `\n${assertionOf(it)}`;
      continue;
    }
    const directives = directivesFor(it.postings).filter((line) => !declared.has(line));
    for (const line of directives) declared.add(line);
    const fresh = [...new Set(directives)].map((line) => `${line}\n`).join("");
    yield `${fresh === "" ? "" : `\n${fresh}`}\n${transactionOf(it)}`;
  }
}

function directivesFor(postings: readonly Balance[]): string[] {
  return postings.flatMap(({ account, asset }) => [
    `commodity ${formatOf(asset)}`,
    ...rootDirective(account),
    `account ${account}`,
  ]);
}

/** An account inherits the type of its root. Two spaces before a comment, else it is part of the name. */
function rootDirective(account: string): string[] {
  const [root = ""] = account.split(":");
  const type = typeOf(root);
  return type === null ? [] : [`account ${root}  ; type:${type}`];
}

function transactionOf({ date, position, description, tags, postings }: LedgerEntry): string {
  const given = Object.entries(tags).filter(([, value]) => value !== "");
  const names = given.map(([name, value]) => `${tagName(name)}:${tagValue(value)}`);
  const lines = [
    `${date} (${position}) ${oneLine(description)}`,
    ...(names.length === 0 ? [] : [`    ; ${names.join(", ")}`]),
    ...postings.map(({ account, asset, amount }) => `    ${account}  ${quantityOf(asset, amount)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** Moves nothing; hledger compares each account, without those below it, with what must be in it. */
function assertionOf({ date, description, balances }: BalancesAt): string {
  const lines = balances.map(({ account, asset, amount }) => {
    return `    ${account}  ${quantityOf(asset, 0)} = ${quantityOf(asset, amount)}`;
  });
  return `${[`${date} ${description}`, ...lines].join("\n")}\n`;
}

function quantityOf(asset: string, amount: number): string {
  const { decimals } = partsOfAsset(asset);
  return `${decimalOf(amount, decimals)} ${commodityOf(asset)}`;
}

/** A commodity directive shows the decimals; it must have a point even where there are none. */
function formatOf(asset: string): string {
  const { decimals } = partsOfAsset(asset);
  return `1000.${"0".repeat(decimals)} ${commodityOf(asset)}`;
}

/** Letters alone may stand without quotes. */
function commodityOf(asset: string): string {
  const { code, stream } = partsOfAsset(asset);
  return stream === undefined ? code : `"${code}:${stream}"`;
}

// A tag named `date` would move a posting to another day: the name is taken.
const tagName = (name: string): string =>
  name === "date" || name === "date2" ? `${name}-tag` : name.replace(/[\s:,]/g, "-");
const tagValue = (value: string): string => oneLine(value).replaceAll(",", " ");

/** A line end would begin another entry, a semicolon a comment. */
const oneLine = (text: string): string => text.replace(/[\p{Cc};|]+/gu, " ").trim();
