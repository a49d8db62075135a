/** The begun line, or null while the rest of one that was too long is skipped. */
export type LineState = { readonly rest: string | null };
export type SplitLines = {
  readonly state: LineState;
  readonly lines: readonly string[];
  /** Lines that were longer than any that a device sends. */
  readonly ignored: number;
};

export const noLine: LineState = { rest: "" };

/** Longest line that is kept: three times what any scale here sends. */
const MAX_LINE = 128;

/** Cuts a stream of ASCII into lines that end in LF or CR LF; empty ones are left out. */
export function splitLines(state: LineState, chunk: Uint8Array): SplitLines {
  const [head = "", ...tail] = Buffer.from(chunk).toString("latin1").split("\n");
  const begun = state.rest === null ? null : state.rest + head;
  const last = tail.length === 0 ? begun : (tail.at(-1) ?? "");
  const whole = tail.length === 0 ? [] : [begun, ...tail.slice(0, -1)];
  const lines = whole.filter((line) => line !== null).map(withoutReturn);
  const tooLong = last !== null && last.length > MAX_LINE;
  const kept = lines.filter((line) => line.length <= MAX_LINE);
  const ignored = lines.length - kept.length + (tooLong ? 1 : 0);
  return {
    state: { rest: tooLong ? null : last },
    lines: kept.filter((line) => line !== ""),
    ignored,
  };
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
