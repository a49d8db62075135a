import { type LineState, noLine, splitLines } from "../lines.ts";

// What two programs of Debian's pcsc-tools 1.6.2 say: pcsc_scan of the readers, scriptor of one card.

export type ScanState = { readonly line: LineState; readonly reader: string };
export const noScan: ScanState = { line: noLine, reader: "" };

export type ScanEvent =
  | { readonly kind: "inserted" | "removed"; readonly reader: string }
  | { readonly kind: "no-reader" };

/**
 * ` Reader 0: NAME`, then `  Card state: Card inserted, ` or removed; or `Waiting for the first reader...`,
 * after which it says nothing until one is plugged in. All else says nothing of cards.
 */
export function readScan(
  before: ScanState,
  chunk: Uint8Array,
): { readonly state: ScanState; readonly events: readonly ScanEvent[] } {
  const split = splitLines(before.line, chunk);
  const begun = split.state.rest ?? "";
  const events: ScanEvent[] = [];
  let { reader } = before;
  for (const line of split.lines.map(plain)) {
    reader = /^ Reader \d+: (.+)$/.exec(line)?.[1] ?? reader;
    const state = /^ {2}Card state: (.*)$/.exec(line)?.[1];
    if (state !== undefined)
      events.push({ kind: /\bCard inserted\b/.test(state) ? "inserted" : "removed", reader });
    if (WAITING.test(line)) events.push({ kind: "no-reader" });
  }
  if (WAITING.test(plain(begun))) events.push({ kind: "no-reader" }); // its line has not ended yet
  return { state: { line: split.state, reader }, events };
}

const WAITING = /Waiting for the first reader/;

/** Without what moves a terminal's cursor back to wipe the bar away. */
function plain(line: string): string {
  return line.replace(/^[\r ]*\r/, "");
}

/** A begun line, and the bytes of an answer of which more is to come; null outside of one. */
export type ReplyState = { readonly line: LineState; readonly begun: string | null };
export const noReply: ReplyState = { line: noLine, begun: null };

/**
 * `< 04 DE 5F 1E AC C0 40 90 00 : Normal processing.`; after each 16 bytes a new line is begun.
 *
 * @returns answers with their two status bytes
 */
export function readReplies(
  before: ReplyState,
  chunk: Uint8Array,
): { readonly state: ReplyState; readonly replies: readonly Uint8Array[] } {
  const split = splitLines(before.line, chunk);
  const replies: Uint8Array[] = [];
  let { begun } = before;
  for (const line of split.lines) {
    if (line.startsWith("< ")) begun = "";
    if (begun === null) continue;
    const [, hex, end] = /^(?:< )?((?:[0-9A-F]{2} ?)*)( ?: .*)?$/.exec(line) ?? [];
    if (hex === undefined) {
      begun = null;
      continue;
    }
    begun += hex;
    if (end === undefined) continue;
    replies.push(Uint8Array.from(Buffer.from(begun.replaceAll(" ", ""), "hex")));
    begun = null;
  }
  return { state: { line: split.state, begun }, replies };
}

/** A command as scriptor reads it. */
export function commandLine(apdu: readonly number[]): string {
  return `${Buffer.from(apdu).toString("hex").toUpperCase()}\n`;
}
