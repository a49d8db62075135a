import { unreachable } from "#contract/assert.ts";
import type { Grade } from "#contract/deposit.ts";
import type { Slug } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import { menuOf } from "../session/menu.ts";
import type { Account, Phase, SlipPhase, Visit } from "../session/state.ts";
import { isToBeTakenOff, loadCue, mostMissed, shownCredit } from "./cue.ts";
import { ageText, amountText, weightText } from "./format.ts";
import { type Language, type Texts, texts } from "./text.ts";
import type { PanelView } from "./view.ts";

type Page = { readonly view: PanelView; readonly language: Language; readonly say: Texts };

const MAX_LINES = 3;

/** At most three short lines, as a small display has room for. */
export function render(view: PanelView, language: Language): readonly string[] {
  const page = { view, language, say: texts[language] };
  const { notice } = view.session;
  const message = notice === null ? [] : [page.say.notice[notice.what]];
  const room = MAX_LINES - message.length;
  return [...phaseLines(view.session.phase, page).slice(0, room), ...message];
}

function phaseLines(phase: Phase, page: Page): readonly string[] {
  const { say } = page;
  switch (phase.kind) {
    case "idle":
      return [idleLine(page), ...creditLines(page)];
    case "card":
      return [accountLine(phase.visit.account, page), nextLine(phase.visit, page)];
    case "choose":
      return [...menuLines(phase.page, page), ...creditLines(page)];
    case "weigh":
      return [streamName(phase.stream, page), loadLine(phase.visit, page)];
    case "confirm":
      return [dropLine(phase, page), phase.confirmed ? say.wait : confirmLine(phase, page)];
    case "slip":
      return slipLines(phase, page);
    case "recording":
      return [dropLine(phase, page), say.wait];
    case "done":
      return [`${say.recorded}: ${dropLine(phase, page)}`, ...doneLines(phase, page)];
    case "failed":
      return [say.notRecorded, say.tryAgain];
    case "ended":
      return [say.ended[phase.reason], say.nothingRecorded];
    default:
      return unreachable(phase);
  }
}

function idleLine({ view, say }: Page): string {
  const lost = mostMissed(view.lost);
  if (lost !== null) return say.lost[lost];
  return view.session.attendant === null ? say.tapCard : say.tapOrSlip;
}

function confirmLine({ grade }: { readonly grade: Grade | null }, { view, say }: Page): string {
  return view.session.attendant === null ? say.confirm : say.grades(grade);
}

function slipLines({ page: number, stream, gross, typed }: SlipPhase, page: Page) {
  if (stream === null) return menuLines(number, page);
  const asked = gross === null ? page.say.slipGrams : page.say.slipNumber;
  return [streamName(stream, page), asked, typed];
}

function accountLine(account: Account | null, { view, say }: Page): string {
  if (account === null) return say.newCard;
  const amount = (value: Account["balance"]) => amountText(value, view.currency, say.locale);
  const parts = [say.balance(amount(account.balance))];
  if (account.owed > 0) parts.push(say.owed(amount(account.owed)));
  if (account.ageMs !== null) parts.push(say.asOf(ageText(account.ageMs, say.locale)));
  return parts.join(" · ");
}

/** What comes after the balance, which is shown first. */
function nextLine(visit: Visit, page: Page): string {
  const { fixedStream } = page.view;
  return fixedStream === null ? (menuLines(0, page).at(-1) ?? "") : loadLine(visit, page);
}

function menuLines(number: number, page: Page): readonly string[] {
  const { view, say } = page;
  const isAttended = view.session.attendant !== null;
  const items = menuOf(view.streams, number).filter((it) => isAttended || it.kind !== "attended");
  if (items.length === 0) return [say.noStreams];
  const names = items.map(
    (item) => `${item.key} ${item.kind === "more" ? say.more : streamName(item.stream, page)}`,
  );
  return [say.chooseStream, names.join(" · ")];
}

function streamName(stream: Slug, { view, language }: Page): string {
  return view.streams.find((known) => known.stream === stream)?.label[language] ?? stream;
}

/** What is to be done with the platform, or with the bin. */
function loadLine(visit: Visit, { view, say }: Page): string {
  const cue = loadCue(view, visit);
  return cue === "scaleLost" ? say.lost.scale : say[cue];
}

type ShownDrop = Extract<Phase, { kind: "confirm" | "recording" | "done" }>;

function dropLine({ stream, weight }: ShownDrop, page: Page): string {
  const net = Grams(weight.gross - weight.tare);
  return `${streamName(stream, page)} ${weightText(net, page.say.locale)}`;
}

function doneLines(drop: ShownDrop, page: Page): readonly string[] {
  const credit = creditLines(page);
  const follows = credit.length === 0 ? [page.say.creditFollows] : credit;
  return isToBeTakenOff(drop, page.view.mode) ? [...follows, page.say.takeOff] : follows;
}

function creditLines({ view, say }: Page): readonly string[] {
  const { currency } = view;
  const credit = shownCredit(view);
  if (credit === null) return [];
  if (credit.kind === "checking") return [say.checking];
  const amount = (value: Account["balance"]) => amountText(value, currency, say.locale);
  return [say.credited(amount(credit.credited), amount(credit.balance))];
}
