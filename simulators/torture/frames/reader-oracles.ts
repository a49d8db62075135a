import type { Oracle, Word } from "./oracles.ts";

/** Lines of hex that end in CR, LF or both; a UID of four bytes that begins with 08 is nobody's. */
export const serialUid: Oracle = (stream) =>
  stream
    .split(/[\r\n]/)
    .slice(0, -1)
    .filter((line) =>
      /^([0-9A-Fa-f]{8}|[0-9A-Fa-f]{10}|[0-9A-Fa-f]{14}|[0-9A-Fa-f]{20})$/.test(line),
    )
    .filter((line) => !/^08[0-9A-Fa-f]{6}$/.test(line))
    .map((line) => line.toLowerCase());

/** Frames of a PN532, by UM0701-02 6.2.1: the first that fits from each place on; what is cut waits. */
export const pn532: Oracle = (stream) => {
  const words: Word[] = [];
  for (let at = stream.indexOf("\0"); at >= 0; ) {
    const found = frameAt(stream, at);
    if (found === null) {
      at = stream.indexOf("\0", at + 1);
      continue;
    }
    if (at + found.length > stream.length) break;
    words.push(found.word);
    at = stream.indexOf("\0", at + found.length);
  }
  return words;
};

type Found = { readonly word: Word; readonly length: number };

/** `length` beyond the stream's end: more has to come. */
function frameAt(stream: string, at: number): Found | null {
  const more = { word: "", length: Number.POSITIVE_INFINITY };
  const head = stream.slice(at, at + 4);
  if (!"\0\xff".startsWith(head.slice(0, 2))) return null;
  if (head.length < 4) return more;
  const kind = head.slice(2);
  if (kind === "\0\xff") return { word: "ack", length: 4 };
  if (kind === "\xff\0") return { word: "nack", length: 4 };
  const lengths = kind === "\xff\xff" ? stream.slice(at + 4, at + 7) : kind;
  if (kind === "\xff\xff" && lengths.length < 3) return more;
  const [high, low] = lengths.length === 3 ? codes(lengths) : [0, ...codes(lengths)];
  const size = (high ?? 0) * 256 + (low ?? 0);
  if (total(lengths) % 256 !== 0 || size === 0 || size > 265) return null;
  const from = at + (lengths.length === 3 ? 7 : 4);
  const body = stream.slice(from, from + size + 1);
  if (body.length <= size) return more;
  const word = total(body) % 256 === 0 ? wordOf(body.slice(0, -1)) : null;
  return word === null ? null : { word, length: from + size + 1 - at };
}

function wordOf(body: string): Word | null {
  if (body === "\x7f") return "error";
  const isAnswer = body.startsWith("\xd5") && body.length > 1;
  return isAnswer ? Buffer.from(body.slice(1), "latin1").toString("hex") : null;
}

const codes = (text: string) => [...text].map((character) => character.charCodeAt(0));
const total = (text: string) => codes(text).reduce((sum, code) => sum + code, 0);
