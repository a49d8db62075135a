import { type LineState, noLine, splitLines } from "../lines.ts";

// What a keyboard types, as Debian's evtest 1.35 says it, one line for each event:
// `Event: time 1700000000.123456, type 1 (EV_KEY), code 30 (KEY_A), value 1`
// Value 1 presses, 0 releases, 2 repeats (linux/Documentation/input/event-codes.rst).

export type TypingState = {
  readonly line: LineState;
  /** Typed since the last Enter; `?` stands for a key that no number has. */
  readonly word: string;
  readonly shifts: readonly string[];
  readonly lastMs: number;
};
export const noTyping: TypingState = { line: noLine, word: "", shifts: [], lastMs: 0 };

export type Typing = {
  readonly state: TypingState;
  /** Each ended by Enter. */
  readonly words: readonly string[];
  /** Words that were begun and not ended. */
  readonly ignored: number;
};

/** Characters of a word that are kept: three more than the longest number has. */
const LONGEST_WORD = 23;

/** What was begun before a silence of `halfWordMs` is dropped. */
export function readTyping(
  before: TypingState,
  { chunk, uptimeMs, halfWordMs }: { chunk: Uint8Array; uptimeMs: number; halfWordMs: number },
): Typing {
  const isStale = before.word !== "" && uptimeMs - before.lastMs >= halfWordMs;
  const split = splitLines(before.line, chunk);
  let typed: Typed = { word: isStale ? "" : before.word, shifts: before.shifts };
  const words: string[] = [];
  for (const event of split.lines.map(eventOf)) {
    if (event === null) continue;
    if (event.isPress && ENTERS.includes(event.key)) {
      if (typed.word !== "") words.push(typed.word);
      typed = { ...typed, word: "" };
    } else typed = step(typed, event);
  }
  const state = { line: split.state, ...typed, lastMs: uptimeMs };
  return { state, words, ignored: isStale ? 1 : 0 };
}

type KeyEvent = { readonly key: string; readonly isPress: boolean };
type Typed = Pick<TypingState, "word" | "shifts">;

const ENTERS: readonly string[] = ["ENTER", "KPENTER"];
const SHIFTS: readonly string[] = ["LEFTSHIFT", "RIGHTSHIFT"];

/** A press or a release of a key; null: any other line. */
function eventOf(line: string): KeyEvent | null {
  const match = /^Event: .*, type 1 \(EV_KEY\), code \d+ \(KEY_(\w+)\), value ([01])$/.exec(line);
  const [, key, value] = match ?? [];
  return key === undefined ? null : { key, isPress: value === "1" };
}

function step({ word, shifts }: Typed, { key, isPress }: KeyEvent): Typed {
  if (SHIFTS.includes(key)) {
    const others = shifts.filter((held) => held !== key);
    return { word, shifts: isPress ? [...others, key] : others };
  }
  if (!isPress) return { word, shifts };
  return { word: `${word}${characterOf(key, shifts.length > 0)}`.slice(0, LONGEST_WORD), shifts };
}

/** Letters are the same with Shift; above a digit stands a sign that no number has. */
function characterOf(key: string, shifted: boolean): string {
  const [, digit, letter] = /^(?:(?:KP)?([0-9])|([A-Z]))$/.exec(key) ?? [];
  if (digit !== undefined) return shifted ? "?" : digit;
  return letter ?? "?";
}
