import { isJsonObject, type JsonObject } from "#contract/json.ts";
import type { DeviceName, PanelView } from "../panel/view.ts";
import type { Notice } from "../session/state.ts";
import type { Weighing } from "../weighing/weighing.ts";

/** What a station makes of a capture. `t`: ms of its uptime. */
export type Happening = { readonly t: number } & (
  | { readonly kind: "tap"; readonly card: string }
  | { readonly kind: "weight"; readonly grams: number; readonly samples: number }
  | { readonly kind: "scale"; readonly shows: Exclude<Weighing["kind"], "stable" | "moving"> }
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "ended"; readonly reason: "timeout" | "cancelled" }
  | { readonly kind: "device"; readonly device: DeviceName; readonly state: string }
  /** What would have gone into the journal, with the raw frames that it rests on. */
  | {
      readonly kind: "entry";
      readonly entry: string;
      readonly data: JsonObject;
      readonly frames: readonly string[];
    }
);

/** What was seen of a panel so far. */
export type Seen = {
  readonly view: PanelView | null;
  /** The last that the scale came to show: on its way to something else it shows nothing. */
  readonly weighing: Weighing | null;
};
export const nothingSeen: Seen = { view: null, weighing: null };

/** What a panel shows anew. */
export function look(seen: Seen, view: PanelView, t: number): { seen: Seen; news: Happening[] } {
  const { weighing } = view.session;
  const news = [
    ...weighingNews(seen.weighing, weighing, t),
    ...noticeNews(seen.view, view, t),
    ...endNews(seen.view, view, t),
  ];
  const settled = weighing.kind === "moving" ? seen.weighing : weighing;
  return { seen: { view, weighing: settled }, news };
}

function weighingNews(before: Weighing | null, now: Weighing, t: number): Happening[] {
  if (now.kind === "moving") return [];
  if (now.kind !== "stable") {
    return before?.kind === now.kind ? [] : [{ t, kind: "scale", shows: now.kind }];
  }
  const isSame = before?.kind === "stable" && before.gross === now.gross;
  return isSame ? [] : [{ t, kind: "weight", grams: now.gross, samples: now.samples }];
}

function noticeNews(before: PanelView | null, { session }: PanelView, t: number): Happening[] {
  const { notice } = session;
  const old = before?.session.notice ?? null;
  const isSame = notice?.what === old?.what && notice?.sinceMs === old?.sinceMs;
  return notice === null || isSame ? [] : [{ t, kind: "notice", notice: notice.what }];
}

function endNews(before: PanelView | null, { session }: PanelView, t: number): Happening[] {
  const { phase } = session;
  if (phase.kind !== "ended" || before?.session.phase.kind === "ended") return [];
  return [{ t, kind: "ended", reason: phase.reason }];
}

/** A line for people. @param startMs the capture's first moment */
export function lineOf(it: Happening, startMs: number): string {
  const seconds = ((it.t - startMs) / 1000).toFixed(3).padStart(9);
  return `${seconds} s  ${it.kind.padEnd(7)} ${wordsOf(it)}`;
}

function wordsOf(it: Happening): string {
  switch (it.kind) {
    case "tap":
      return it.card;
    case "weight":
      return `${it.grams} g, ${it.samples} readings`;
    case "scale":
      return it.shows;
    case "notice":
      return it.notice;
    case "ended":
      return `without a deposit: ${it.reason}`;
    case "device":
      return `${it.device} ${it.state}`;
    case "entry":
      return it.entry === "deposit" ? depositWords(it) : `${it.entry} ${JSON.stringify(it.data)}`;
  }
}

type Entry = Extract<Happening, { kind: "entry" }>;

function depositWords({ data, frames }: Entry): string {
  const { net, stream, card, scale } = data;
  const window = isJsonObject(scale) ? String(scale.window) : "none";
  return `deposit ${net} g of ${stream} by ${card}; window ${window} of ${frames.length} frames`;
}
