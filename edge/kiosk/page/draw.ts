import { type Language, texts } from "../../panel/text.ts";
import type { KioskState } from "../state.ts";
import { CONNECTING, SCENES, type Scene, SILENT } from "./cues.ts";
import { made, part, pictured, setPicture, setText, streamPicture } from "./dom.ts";
import type { Link } from "./link.ts";
import { detailOf, otherThan, own, sentenceOf } from "./words.ts";

export type Shown = {
  readonly language: Language;
  readonly link: Link;
  /** null: the station has not said anything yet. */
  readonly state: KioskState | null;
  readonly isMuted: boolean;
};

const PARTS = {
  stream: part("#stream", HTMLElement),
  badges: part("#badges", HTMLElement),
  language: part("#language", HTMLElement),
  picture: part("#picture", SVGElement),
  sentence: part("#sentence", HTMLElement),
  weight: part("#weight", HTMLElement),
  figure: part("#figure", HTMLElement),
  unit: part("#unit", HTMLElement),
  menu: part("#menu", HTMLElement),
  detail: part("#detail", HTMLElement),
};

export function draw(shown: Shown): void {
  const { language } = shown;
  drawLanguage(language);
  // Of a station that is not heard nothing is shown any more: least of all an old weight.
  const state = shown.link === "live" ? shown.state : null;
  const { picture, tone } = state === null ? unheard(shown) : SCENES[state.cue];
  const { dataset } = document.body;
  Object.assign(dataset, { link: shown.link, tone, cue: state?.cue ?? "none" });
  setPicture(PARTS.picture, `picture-${picture}`);
  const sentence = state === null ? unheardSentence(shown) : sentenceOf(state, language);
  setText(PARTS.sentence, sentence);
  PARTS.sentence.dataset.long = String(sentence.length > LONG_SENTENCE);
  drawStream(state, language);
  drawWeight(state, language);
  drawMenu(state, language);
  drawDetail(state, language);
  drawBadges(state, shown);
}

/** Characters that still leave room for the weight; below, for one line. */
const [LONG_SENTENCE, LONG_DETAIL] = [50, 48];

const unheard = ({ link }: Shown): Scene => (link === "lost" ? SILENT : CONNECTING);
const unheardSentence = ({ link, language }: Shown): string =>
  link === "lost" ? own[language].silent : texts[language].wait;

function drawLanguage(language: Language): void {
  const html = document.documentElement;
  if (html.lang === language && PARTS.language.lang === otherThan(language)) return;
  Object.assign(html, { lang: language, dir: language === "ar" ? "rtl" : "ltr" });
  PARTS.language.lang = otherThan(language);
  setText(PARTS.language, own[language].other);
}

function drawStream(state: KioskState | null, language: Language): void {
  const stream = state?.stream ?? null;
  PARTS.stream.hidden = stream === null;
  document.body.dataset.stream = stream?.stream ?? "";
  if (stream === null) return;
  setPicture(PARTS.stream, streamPicture(stream.stream));
  setText(part("#stream span", HTMLElement), stream.label[language]);
}

const GRAMS_PER_KILOGRAM = 1000;
const figures = { ar: figuresIn("ar"), en: figuresIn("en") };

function figuresIn(language: Language): Intl.NumberFormat {
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
  return new Intl.NumberFormat(texts[language].locale, digits);
}

/** The bag that is handed in, or else what the scale shows. */
function drawWeight(state: KioskState | null, language: Language): void {
  const grams = state?.drop ?? state?.live?.grams ?? null;
  PARTS.weight.hidden = grams === null;
  if (grams === null) return;
  const isStill = state?.drop !== null || state.live?.isStill === true;
  const figure = figures[language].format(grams / GRAMS_PER_KILOGRAM);
  setText(PARTS.figure, figure);
  setText(PARTS.unit, own[language].kilograms);
  const isTaken = state !== null && SCENES[state.cue].tone === "good";
  setPicture(PARTS.weight, `sign-${isTaken ? "tick" : isStill ? "still" : "moving"}`);
  Object.assign(PARTS.weight.dataset, { still: String(isStill), long: String(figure.length > 6) });
}

let drawnMenu = "";

function drawMenu(state: KioskState | null, language: Language): void {
  const menu = state?.menu ?? [];
  PARTS.menu.hidden = menu.length === 0;
  const drawn = JSON.stringify([language, menu]);
  if (drawn === drawnMenu) return;
  drawnMenu = drawn;
  PARTS.menu.dataset.count = String(menu.length);
  PARTS.menu.replaceChildren(...menu.map((item) => tileOf(item, language)));
}

function tileOf({ key, offers }: KioskState["menu"][number], language: Language): HTMLElement {
  const label = offers === null ? texts[language].more : offers.label[language];
  const number = new Intl.NumberFormat(texts[language].locale).format(key);
  const picture = offers === null ? "stream-more" : streamPicture(offers.stream);
  const tile = made("li", "tile", made("span", "key", number), pictured(picture));
  tile.append(made("bdi", "label", label));
  tile.dataset.stream = offers?.stream ?? "";
  return tile;
}

function drawDetail(state: KioskState | null, language: Language): void {
  const detail = state === null ? null : detailOf(state, language);
  PARTS.detail.hidden = detail === null;
  setText(part("#detail span", HTMLElement), detail?.text ?? "");
  if (detail === null) return;
  setPicture(PARTS.detail, `sign-${detail.sign}`);
  const { text, isNotice } = detail;
  Object.assign(PARTS.detail.dataset, { notice: isNotice, long: text.length > LONG_DETAIL });
}

let drawnBadges = "";

/** What is amiss, or otherwise, whatever else is going on. */
function drawBadges(state: KioskState | null, { language, isMuted }: Shown): void {
  const say = texts[language];
  const badges = (state?.lost ?? []).map((device) => [device, say.lost[device]] as const);
  const attended = state?.isAttended === true ? [["person", say.notice.attended] as const] : [];
  const muted = isMuted ? [["mute", own[language].muted] as const] : [];
  const all = [...attended, ...badges, ...muted];
  const drawn = JSON.stringify(all);
  if (drawn === drawnBadges) return;
  drawnBadges = drawn;
  PARTS.badges.replaceChildren(...all.map(([sign, text]) => badge(sign, text)));
}

function badge(sign: string, text: string): HTMLElement {
  const element = made("span", "badge", pictured(`sign-${sign}`));
  Object.assign(element, { role: "img", ariaLabel: text });
  element.dataset.sign = sign;
  return element;
}
