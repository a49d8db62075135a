import { unreachable } from "#contract/assert.ts";
import type { Slug } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import { isToBeTakenOff, loadCue, mostMissed, shownCredit } from "../panel/cue.ts";
import type { PanelView } from "../panel/view.ts";
import { menuOf } from "../session/menu.ts";
import { type Phase, type Visit, visitOf } from "../session/state.ts";
import type { Weighing } from "../weighing/weighing.ts";
import type { Cue, KioskState } from "./state.ts";

/** What the page shows of a view. All that has to be decided is decided here: the page draws. */
export function kioskStateOf(view: PanelView): KioskState {
  const { phase, notice, attendant } = view.session;
  const { code, minorUnits } = view.currency;
  return {
    cue: cueOf(view),
    stream: streamOf(view),
    menu: menuFor(view),
    live: liveOf(view),
    drop: dropOf(phase),
    account: accountOf(view),
    credit: creditOf(view),
    currency: { code, minorUnits },
    notice: notice?.what ?? null,
    lost: [...view.lost].sort(),
    isAttended: attendant !== null,
    grade: phase.kind === "confirm" ? phase.grade : null,
    typed: phase.kind === "slip" && phase.stream !== null ? phase.typed : null,
  };
}

function cueOf(view: PanelView): Cue {
  const { phase, attendant } = view.session;
  switch (phase.kind) {
    case "idle":
      return idleCue(view);
    case "card":
      return view.fixedStream === null ? chooseCue(view) : loadCue(view, phase.visit);
    case "choose":
      return chooseCue(view);
    case "weigh":
      return loadCue(view, phase.visit);
    case "confirm":
      if (phase.confirmed) return "wait";
      return attendant === null ? "confirm" : "grades";
    case "slip":
      if (phase.stream === null) return chooseCue(view);
      return phase.gross === null ? "slipGrams" : "slipNumber";
    case "recording":
      return "wait";
    case "done":
      return isToBeTakenOff(phase, view.mode) ? "takeOff" : "recorded";
    case "failed":
      return "notRecorded";
    case "ended":
      return phase.reason;
    default:
      return unreachable(phase);
  }
}

const LOST = {
  scale: "scaleLost",
  reader: "readerLost",
  keypad: "keypadLost",
  board: "boardLost",
} as const;

function idleCue({ lost, session }: PanelView): Cue {
  const missed = mostMissed(lost);
  if (missed !== null) return LOST[missed];
  return session.attendant === null ? "tapCard" : "tapOrSlip";
}

const chooseCue = (view: PanelView): Cue =>
  menuFor(view).length === 0 ? "noStreams" : "chooseStream";

/** The page of the menu that is open; null: nothing is to be chosen. */
function menuPage(phase: Phase, { fixedStream }: PanelView): number | null {
  if (phase.kind === "card") return fixedStream === null ? 0 : null;
  if (phase.kind === "slip") return phase.stream === null ? phase.page : null;
  return phase.kind === "choose" ? phase.page : null;
}

function menuFor(view: PanelView): KioskState["menu"] {
  const { phase, attendant } = view.session;
  const page = menuPage(phase, view);
  if (page === null) return [];
  return menuOf(view.streams, page)
    .filter(({ kind }) => attendant !== null || kind !== "attended")
    .map((item) => ({
      key: item.key,
      offers: item.kind === "more" ? null : named(item.stream, view),
    }));
}

function streamOf(view: PanelView): KioskState["stream"] {
  const { phase } = view.session;
  const chosen = "stream" in phase ? phase.stream : null;
  const stream = phase.kind === "card" ? view.fixedStream : chosen;
  return stream === null ? null : named(stream, view);
}

function named(stream: Slug, { streams }: PanelView) {
  const { ar, en } = streams.find((it) => it.stream === stream)?.label ?? {
    ar: stream,
    en: stream,
  };
  return { stream, label: { ar, en } };
}

/** Of a load that is too much for the scale, or less than it can show, no figure is given. */
function liveOf({ live, session }: PanelView): KioskState["live"] {
  const { weighing } = session;
  return live === null || !showsWeight(weighing)
    ? null
    : { grams: live, isStill: isStill(weighing) };
}

function showsWeight(weighing: Weighing): boolean {
  switch (weighing.kind) {
    case "no-signal":
    case "overload":
    case "misset":
      return false;
    case "below-zero":
      return !weighing.isUnder;
    default:
      return true;
  }
}

const isStill = (weighing: Weighing): boolean => "settled" in weighing && weighing.settled !== null;

function dropOf(phase: Phase): KioskState["drop"] {
  if (!("weight" in phase)) return null;
  const { gross, tare } = phase.weight;
  return Grams(gross - tare);
}

/**
 * Until the first bag has its receipt this is the account's latest; after that the receipts tell, and
 * what was known at the tap would be old.
 */
function accountOf({ session }: PanelView): KioskState["account"] {
  const visit = visitOf(session.phase);
  return visit === null || !isToBeRead(session.phase, visit) ? null : accountAt(visit);
}

const isToBeRead = ({ kind }: Phase, { deposits }: Visit): boolean =>
  deposits === 0 ? kind === "card" || kind === "choose" : deposits === 1 && kind === "done";

function accountAt({ account }: Visit): KioskState["account"] {
  if (account === null) return { kind: "none" };
  const { balance, owed, ageMs } = account;
  return { kind: "known", balance, owed, ageMs };
}

function creditOf(view: PanelView): KioskState["credit"] {
  const credit = shownCredit(view);
  if (credit === null) return view.session.phase.kind === "done" ? { kind: "follows" } : null;
  if (credit.kind === "checking") return { kind: "checking" };
  const { credited, balance } = credit;
  return { kind: "posted", credited, balance };
}
