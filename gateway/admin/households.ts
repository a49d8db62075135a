import { decimalOf, kilogramsOf } from "#contract/decimal.ts";
import type { CardId } from "#contract/ids.ts";
import { ok, type Result } from "#contract/result.ts";
import type { Act, Refusal } from "../registry/act.ts";
import type { HouseholdRow } from "../store/store.ts";
import { cardNameOf } from "./card-name.ts";
import type { CommandOf } from "./command.ts";
import { type Acting, type AdminContext, minuteOf } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { tableOf } from "./table.ts";

export async function addHousehold(
  { household, members }: CommandOf<"household-add">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "household-add", household, members });
  if (!done.ok) return done;
  return answer({ household, members, event: done.value.position }, done.value.text);
}

/** With the card come its earlier deposits. */
export async function issueCard(
  { household, card: meant }: CommandOf<"card-issue">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const card = await cardOf(meant, context);
  if (!card.ok) return card;
  return actOnCard({ ...acting, kind: "card-issue", household, card: card.value }, context);
}

export async function blockCard(
  { card: meant }: CommandOf<"card-block">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const card = await cardOf(meant, context);
  if (!card.ok) return card;
  return actOnCard({ ...acting, kind: "card-block", card: card.value }, context);
}

async function actOnCard(
  act: Extract<Act, { kind: "card-issue" | "card-block" }>,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act(act);
  if (!done.ok) return done;
  const household = act.kind === "card-issue" ? { household: act.household } : {};
  return answer({ card: act.card, ...household, event: done.value.position }, done.value.text);
}

type MeantCard = CommandOf<"card-issue">["card"] | CommandOf<"card-block">["card"];

async function cardOf(
  meant: MeantCard,
  { store, keyring }: AdminContext,
): Promise<Result<CardId, Refusal>> {
  if ("card" in meant) return ok(meant.card);
  if ("uid" in meant) return cardNameOf(meant.uid, keyring.cardKey);
  const station = meant.lastTapAt;
  const tapped = await store.lastCardAt(station);
  if (tapped !== null) return ok(tapped);
  return refused(
    "no-tap",
    `Station ${station} has sent no deposit with a card yet: tap the card, weigh a bag, and try again.`,
  );
}

export async function showHousehold(
  { household }: CommandOf<"household-show">,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  const row = await store.household(household);
  if (row === null) {
    return refused(
      "no-such-household",
      `There is no household ${household}: add it with "household add ${household} --members N".`,
    );
  }
  return answer(householdJson(row), householdText(row, scheme.currency));
}

const householdJson = ({ household, members, cards, balance, points, months }: HouseholdRow) => ({
  household,
  members,
  balanceMinorUnits: balance,
  cards: cards.map(({ card, since, blocked }) => ({ card, since, blocked })),
  points: points.map(({ year, points: milliPoints }) => ({ year, milliPoints })),
  months: months.map(({ month, stream, grams }) => ({ month, stream, grams })),
});

function householdText(
  { household, members, cards, balance, points, months }: HouseholdRow,
  { code, minorUnits }: AdminContext["scheme"]["currency"],
): string {
  const parts = [
    `${household}: ${members} members, balance ${decimalOf(balance, minorUnits)} ${code}`,
    section(
      "No card yet.",
      ["card", "since (UTC)", "state"],
      cards.map(({ card, since, blocked }) => [
        card,
        minuteOf(since),
        blocked ? "blocked" : "good",
      ]),
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
  return parts.join("\n\n");
}

const section = (empty: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
  rows.length === 0 ? empty : tableOf(head, rows);
