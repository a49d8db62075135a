import { unreachable } from "#contract/assert.ts";
import { Grams, type MinorUnits } from "#contract/units.ts";
import type { Notice, Phase, Visit } from "../session/state.ts";
import { type LoadCue, loadCue, mostMissed, shownCredit } from "./cue.ts";
import { ageText, amountText, weightText } from "./format.ts";
import type { DeviceName, PanelView } from "./view.ts";

// A character display knows no Arabic letter: it says a few words of English and, above all, numbers.
// Each line has room on sixteen characters; two are the least that a display has.

const LOCALE = "en";

/** What a character display shows, the most needed lines first. ASCII, as its own letters are. */
export function lcdLines(view: PanelView): readonly string[] {
  const { notice, phase } = view.session;
  const [first = "", ...rest] = phaseLines(phase, view);
  const lines = notice === null ? [first, ...rest] : [NOTICES[notice.what], first, ...rest];
  return lines.map((line) => line.replace(/[^\x20-\x7d]/g, "?"));
}

function phaseLines(phase: Phase, view: PanelView): readonly string[] {
  switch (phase.kind) {
    case "idle":
      return idleLines(view);
    case "card":
      return [...accountLines(phase.visit, view), "Press its button"];
    case "choose":
      return view.streams.length === 0
        ? ["Nothing is taken", "just now"]
        : ["Press its button", ...creditLines(view)];
    case "weigh":
      return [CUES[loadCue(view, phase.visit)], liveLine(view), labelOf(phase.stream, view)];
    case "confirm":
      return [phase.confirmed ? "One moment..." : "OK or cancel?", ...dropLines(phase, view)];
    case "slip":
      return ["Paper slip", phase.typed];
    case "recording":
      return ["One moment...", ...dropLines(phase, view)];
    case "done":
      return [`Took ${netOf(phase)}`, ...doneLines(view), labelOf(phase.stream, view)];
    case "failed":
      return ["NOT recorded", "OK: try again"];
    case "ended":
      return [phase.reason === "timeout" ? "Time is up" : "Cancelled", "Nothing recorded"];
    default:
      return unreachable(phase);
  }
}

function idleLines(view: PanelView): readonly string[] {
  const lost = mostMissed(view.lost);
  if (lost !== null) return ["Out of order:", LOST[lost]];
  return ["Tap your card", ...creditLines(view)];
}

function accountLines({ account }: Visit, view: PanelView): readonly string[] {
  if (account === null) return ["Welcome", "New card"];
  const { balance, ageMs } = account;
  const age = ageMs === null ? [] : [ageText(ageMs, LOCALE)];
  return [`Has ${amount(balance, view)}`, ...age];
}

/** Until the receipt comes nobody knows what it is worth. */
function doneLines(view: PanelView): readonly string[] {
  const credit = creditLines(view);
  return credit.length === 0 ? ["credit follows"] : credit;
}

function creditLines(view: PanelView): readonly string[] {
  const credit = shownCredit(view);
  if (credit === null) return [];
  if (credit.kind === "checking") return ["will be checked"];
  return [`Credit ${amount(credit.credited, view)}`, `Has ${amount(credit.balance, view)}`];
}

const amount = (value: MinorUnits, { currency }: PanelView) => amountText(value, currency, LOCALE);

const liveLine = ({ live }: PanelView) => (live === null ? "" : weightText(live, LOCALE));

type ShownDrop = Extract<Phase, { kind: "confirm" | "recording" | "done" }>;

const netOf = ({ weight }: ShownDrop) => weightText(Grams(weight.gross - weight.tare), LOCALE);

const dropLines = (drop: ShownDrop, view: PanelView) => [netOf(drop), labelOf(drop.stream, view)];

const labelOf = (stream: string, { streams }: PanelView) =>
  streams.find((known) => known.stream === stream)?.label.en ?? stream;

const LOST: Readonly<Record<DeviceName, string>> = {
  scale: "no scale",
  reader: "no card reader",
  keypad: "no keys",
  board: "no board",
};

const CUES: Readonly<Record<LoadCue, string>> = {
  putBag: "Put it on",
  throwIn: "Throw it in",
  weighing: "Weighing...",
  emptyFirst: "Empty the scale",
  binSettles: "One moment...",
  binIsLess: "Call attendant",
  overload: "Too heavy",
  belowZero: "Empty the scale",
  misset: "Call attendant",
  scaleLost: "No scale: wait",
};

const NOTICES: Readonly<Record<Notice, string>> = {
  "other-card": "Please wait",
  blocked: "Card is blocked",
  "no-such-key": "Not this key",
  "attended-only": "Needs attendant",
  "load-changed": "Weight changed",
  container: "Nothing in it",
  attended: "Attendant here",
  unattended: "Attendant left",
  "no-such-weight": "No such weight",
  "no-slip-number": "Slip's number?",
};
