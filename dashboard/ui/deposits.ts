import type { LiveDeposit } from "#contract/live.ts";
import { workingOf } from "../format/working.ts";
import type { Model } from "../model.ts";
import { reasonsIn } from "../text/words.ts";
import type { Context } from "./context.ts";
import { icon, made, name } from "./dom.ts";
import type { Drawn } from "./drawn.ts";

export function drawDeposits(
  list: HTMLElement,
  { deposits }: Model,
  { context, drawn }: { readonly context: Context; readonly drawn: Drawn<LiveDeposit> },
): void {
  const cards = drawn.elements(deposits, (deposit) => cardOf(deposit, context));
  list.replaceChildren(...(cards.length > 0 ? cards : [emptyNote(context)]));
}

const emptyNote = ({ words }: Context) => made("li", "empty", words.noDeposits);

function cardOf(deposit: LiveDeposit, context: Context): HTMLElement {
  const card = made("li", "deposit", icon(deposit.stream), factsOf(deposit, context));
  card.append(earningsOf(deposit, context));
  const explained = explanationOf(deposit, context);
  if (explained.childElementCount > 0) card.append(explained);
  card.dataset.stream = deposit.stream;
  card.dataset.outcome = deposit.outcome;
  return card;
}

function factsOf(deposit: LiveDeposit, { words, numbers, labelOf }: Context): HTMLElement {
  const { kilograms } = numbers;
  const weight = made("strong", "weight", kilograms(deposit.netGrams));
  const before = was(deposit, "netGrams", kilograms);
  const title = made("p", "title", ...before, weight, " ", labelOf(deposit.stream));
  if (deposit.corrected !== null) title.append(" ", made("span", "chip", words.corrected));
  if (deposit.grade === "B") title.append(" ", made("span", "chip", words.gradeB));
  if (deposit.grade === "C") title.append(" ", made("span", "chip", words.gradeC));
  return made("div", "facts", title, placeOf(deposit, { words, numbers }));
}

function placeOf(deposit: LiveDeposit, { words, numbers }: Pick<Context, "words" | "numbers">) {
  const { household, outcome, station, weighedOn } = deposit;
  const place = made("p", "place");
  if (household !== null) place.append(name(household), " · ");
  else if (outcome === "posted") place.append(words.unclaimed, " · ");
  place.append(name(station));
  if (weighedOn !== null) place.append(" · ", numbers.day(weighedOn));
  return place;
}

function earningsOf(deposit: LiveDeposit, { words, numbers }: Context): HTMLElement {
  const { outcome, credited, milliPoints } = deposit;
  if (outcome === "held") return made("div", "earned", made("span", "chip chip-held", words.held));
  const earned = made("div", "earned");
  if (credited !== null) {
    const before = was(deposit, "credited", numbers.amount);
    earned.append(made("p", "credit", ...before, numbers.credit(credited)));
  }
  if (milliPoints !== null) {
    const before = was(deposit, "milliPoints", numbers.points);
    earned.append(made("p", "points", ...before, words.pointsOf(numbers.points(milliPoints))));
  }
  return earned;
}

/** A figure as it was before a correction, struck through, to stand before what it is now. */
function was(
  deposit: LiveDeposit,
  figure: "netGrams" | "credited" | "milliPoints",
  spelled: (figure: number) => string,
): readonly (Node | string)[] {
  const before = deposit.corrected?.[figure] ?? null;
  if (before === null || before === deposit[figure]) return [];
  return [made("del", "", spelled(before)), " "];
}

function explanationOf(deposit: LiveDeposit, context: Context): HTMLElement {
  const { words, numbers, labelOf } = context;
  const stream = labelOf(deposit.stream);
  const working = workingOf(deposit, { stream, words, numbers });
  const reasons = reasonsIn(words, deposit);
  return made(
    "div",
    "explained",
    ...reasons.map((reason) => made("p", "reason", reason)),
    ...working.map((sentence) => made("p", "working", sentence)),
  );
}
