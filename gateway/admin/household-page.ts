import { decimalOf, kilogramsOf } from "#contract/decimal.ts";
import { localDates, monthOf } from "../journal/calendar.ts";
import { sizeIn } from "../registry/household-size.ts";
import type { DepositRow } from "../store/deposit-row.ts";
import type { HeldCard, HouseholdRow } from "../store/store.ts";
import type { CommandOf } from "./command.ts";
import { type AdminContext, minuteOf } from "./context.ts";
import { DEPOSITS_HEAD, depositCells, depositJson, LATEST_DEPOSITS } from "./household-deposits.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { plural, tableOf } from "./table.ts";

/** All that the journal knows of a household, on a page. */
export async function showHousehold(
  { household }: CommandOf<"household-show">,
  { store, scheme, now }: AdminContext,
): Promise<Outcome> {
  const row = await store.household(household);
  if (row === null) {
    return refused(
      "no-such-household",
      `There is no household ${household}: add it with "household add ${household} --members N".`,
    );
  }
  const month = monthOf(localDates(scheme.timeZone)(now()));
  const size = { members: sizeIn(month, row.sizes), later: laterSizes(month, row.sizes) };
  const deposits = await store.householdDeposits(household, LATEST_DEPOSITS);
  const json = deposits.map((one) => depositJson(one, scheme.name));
  const text = [
    ...householdText(row, size, scheme.currency),
    depositsText(deposits, { household, currency: scheme.currency }),
  ];
  return answer({ ...householdJson(row, size), deposits: json }, text.join("\n\n"));
}

/** How many live there now, and from which month on there will be more or fewer. */
type Size = { readonly members: number; readonly later: HouseholdRow["sizes"] };

const laterSizes = (month: string, sizes: HouseholdRow["sizes"]) =>
  sizes.filter((size, index) => index > 0 && size.fromMonth > month);

const householdJson = (row: HouseholdRow, { members, later }: Size) => ({
  household: row.household,
  members,
  laterMembers: later.map(({ fromMonth, members }) => ({ fromMonth, members })),
  balanceMinorUnits: row.balance,
  cards: row.cards.map(({ card, since, blocked, owesProof }) => ({
    card,
    since,
    blocked,
    owesProof,
  })),
  points: row.points.map(({ year, points: milliPoints }) => ({ year, milliPoints })),
  months: row.months.map(({ month, stream, grams }) => ({ month, stream, grams })),
});

function householdText(
  { household, cards, balance, points, months }: HouseholdRow,
  size: Size,
  { code, minorUnits }: AdminContext["scheme"]["currency"],
): readonly string[] {
  return [
    `${household}: ${sizeText(size)}, balance ${decimalOf(balance, minorUnits)} ${code}`,
    section(
      "No card yet.",
      ["card", "since (UTC)", "state"],
      cards.map((held) => [held.card, minuteOf(held.since), stateOf(held)]),
    ),
    section(
      "No relief points yet.",
      ["year", "points"],
      points.map(({ year, points: milliPoints }) => [String(year), decimalOf(milliPoints, 3)]),
    ),
    section(
      "Nothing weighed yet.",
      ["month", "stream", "weight"],
      months.map(({ month, stream, grams }) => [month, stream, kilogramsOf(grams)]),
    ),
  ];
}

function stateOf({ blocked, owesProof }: HeldCard): string {
  if (blocked) return "blocked";
  return owesProof ? "good, with its proof" : "good";
}

const depositsText = (
  deposits: readonly DepositRow[],
  reader: { readonly household: string; readonly currency: AdminContext["scheme"]["currency"] },
) =>
  section(
    "No deposit yet.",
    DEPOSITS_HEAD,
    deposits.map((row) => depositCells(row, reader)),
  );

function sizeText({ members, later }: Size): string {
  const changes = later.map((size) => `${size.members} from ${size.fromMonth}`);
  return plural(members, "member") + (changes.length === 0 ? "" : ` (${changes.join(", ")})`);
}

const section = (empty: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
  rows.length === 0 ? empty : tableOf(head, rows);
