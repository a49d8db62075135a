import type { LiveDeposit, LiveRelief } from "#contract/live.ts";
import { type Connection, followLive } from "./api/live.ts";
import { isLanguageName, LANGUAGES, type LanguageName, languageFor } from "./format/language.ts";
import { type Model, modelOf, withDeposit, withTotals } from "./model.ts";
import { contextOf } from "./ui/context.ts";
import { drawDeposits } from "./ui/deposits.ts";
import { part } from "./ui/dom.ts";
import { nothing } from "./ui/drawn.ts";
import { drawFigures } from "./ui/figures.ts";
import { drawHouseholds } from "./ui/households.ts";
import { recall, remember } from "./ui/remembered.ts";
import { drawStreams } from "./ui/streams.ts";

/** Who only hears the page is told of the newest deposit, but not of every one. */
const ANNOUNCE_EVERY_MS = 8_000;

let language: LanguageName = languageFor(recall(), navigator.languages);
let connection: Connection = "connecting";
let model: Model | null = null;
let page: string | null = null;
let drawn = nothingDrawn();
let frame = 0;
let announcedAt = Number.NEGATIVE_INFINITY;

const search = part("search", HTMLInputElement);

function nothingDrawn() {
  return { deposits: nothing<LiveDeposit>(), households: nothing<LiveRelief>() };
}

/** However many events come, the page is drawn once a frame. */
function drawSoon(): void {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(draw);
}

function draw(): void {
  drawConnection();
  if (model === null) return;
  const context = contextOf(language, model);
  part("page", HTMLElement).hidden = false;
  part("scheme", HTMLElement).textContent = model.scheme;
  for (const year of document.querySelectorAll(".year")) {
    year.textContent = context.numbers.year(model.year);
  }
  drawFigures(model, context);
  drawStreams(part("streams", HTMLElement), model, context);
  const list = part("deposits", HTMLElement);
  drawDeposits(list, model, { context, drawn: drawn.deposits });
  const parts = { body: part("households", HTMLElement), none: part("no-household", HTMLElement) };
  const typed = search.value;
  drawHouseholds({ ...parts, typed }, model, { context, drawn: drawn.households });
}

function drawConnection(): void {
  const pill = part("connection", HTMLElement);
  pill.dataset.state = connection;
  const text = LANGUAGES[language].words[connection];
  if (pill.textContent !== text) pill.textContent = text;
}

function speak(chosen: LanguageName): void {
  language = chosen;
  const { locale, dir, words } = LANGUAGES[chosen];
  Object.assign(document.documentElement, { lang: locale, dir });
  for (const element of document.querySelectorAll<HTMLElement>("[data-word]")) {
    const word = Object.entries(words).find(([key]) => key === element.dataset.word)?.[1];
    if (typeof word === "string") element.textContent = word;
  }
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  for (const button of document.querySelectorAll<HTMLElement>("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
  document.title = words.title;
  drawn = nothingDrawn();
  drawSoon();
}

function announce(deposit: LiveDeposit): void {
  if (model === null || performance.now() - announcedAt < ANNOUNCE_EVERY_MS) return;
  announcedAt = performance.now();
  const { words, numbers, labelOf } = contextOf(language, model);
  const { stream, netGrams, credited } = deposit;
  const earned = credited === null ? words.held : numbers.credit(credited);
  const sentence = words.announce(numbers.kilograms(netGrams), labelOf(stream), earned);
  part("announcement", HTMLElement).textContent = sentence;
}

part("languages", HTMLElement).addEventListener("click", ({ target }) => {
  const chosen = target instanceof HTMLElement ? (target.dataset.language ?? null) : null;
  if (!isLanguageName(chosen)) return;
  remember(chosen);
  speak(chosen);
});
search.addEventListener("input", drawSoon);

speak(language);
followLive({
  snapshot(snapshot) {
    // A newer gateway serves a newer page: it is fetched before it misreads anything.
    if (page !== null && page !== snapshot.page) location.reload();
    page = snapshot.page;
    model = modelOf(snapshot);
    drawn = nothingDrawn();
    drawSoon();
  },
  deposit(deposit) {
    if (model === null) return;
    model = withDeposit(model, deposit);
    announce(deposit);
    drawSoon();
  },
  totals(totals) {
    if (model === null) return;
    model = withTotals(model, totals);
    drawSoon();
  },
  connection(state) {
    connection = state;
    drawSoon();
  },
});
