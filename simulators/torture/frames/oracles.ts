// What stands in a stream, told a second time: from the manuals' tables, with no code of the drivers.

/** `12340 S` is a weight of 12,340 g that the scale calls stable, `... D` one that moves; or a card's UID. */
export type Word = string;
export type Oracle = (stream: string) => readonly Word[];

const NUMBER = "(\\d{1,8}|\\d{1,8}\\.\\d{0,6})";

/** Whole grams, or null; by big integers of micrograms. */
function grams(sign: string, digits: string, unit: string): number | null {
  const [whole = "", fraction = ""] = digits.split(".");
  const micrograms =
    (BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"))) * (unit === "kg" ? 1000n : 1n);
  if (micrograms % 1_000_000n !== 0n) return null;
  const size = Number(micrograms / 1_000_000n);
  if (size > 9_999_999) return null;
  return sign === "-" && size !== 0 ? -size : size;
}

const word = (weight: number | null, stable: boolean): Word[] =>
  weight === null ? [] : [`${weight} ${stable ? "S" : "D"}`];

/** Lines of at most 128 characters, whose end has come. */
function linesOf(stream: string): readonly string[] {
  return stream
    .split("\n")
    .slice(0, -1)
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => line.length <= 128);
}

const byLines = (lineWords: (line: string) => Word[]): Oracle => {
  return (stream) => linesOf(stream).flatMap(lineWords);
};

const SICS = new RegExp(`^S ([SD]) +(-?)${NUMBER} (kg|g)$`);

/** Not while a tare stands on the scale. */
export const mtSics: Oracle = (stream) => {
  let tared = false;
  return linesOf(stream).flatMap((line) => {
    const tare = /^(?:TA A|T S|TI S|TI D) +(\d+|\d+\.\d+) [A-Za-z]+$/.exec(line);
    if (tare?.[1] !== undefined) tared = !/^[0.]+$/.test(tare[1]);
    if (line === "TAC A" || line.startsWith('I4 A "')) tared = false;
    const [, state, sign = "", digits = "", unit = ""] = SICS.exec(line) ?? [];
    return state === undefined || tared ? [] : word(grams(sign, digits, unit), state === "S");
  });
};

const AND = new RegExp(`^(ST|US),(?:(?:LO|OK|HI|--),)?([+-])${NUMBER}(?: | {2}(?=g))(kg|g)$`);

export const and: Oracle = byLines((line) => {
  const [, state, sign = "", digits = "", unit = ""] = AND.exec(line) ?? [];
  const fits = digits.length === 8 && line.at(-3) === " ";
  return state === undefined || !fits ? [] : word(grams(sign, digits, unit), state === "ST");
});

export const cas22: Oracle = byLines((line) => {
  if (line.length !== 20) return [];
  const [state, kind] = [line.slice(0, 2), line.slice(3, 5)];
  const commas = [line[2], line[5], line[8]].every((it) => it === ",");
  const id = line.charCodeAt(6);
  const lamps = line.charCodeAt(7);
  const unit = { " kg": "kg", "  g": "g", " g ": "g" }[line.slice(17)];
  const value = /^ *([+-]?) *([\d.]+)$/.exec(line.slice(9, 17));
  const says = (state === "ST" || state === "US") && kind === "GS" && commas && id >= 0x20;
  if (!says || lamps < 0x80 || (lamps & 0x12) > 0 || unit === undefined || value === null)
    return [];
  const [, sign = "", digits = ""] = value;
  if (!new RegExp(`^${NUMBER}$`).test(digits)) return [];
  return word(grams(sign, digits, unit), state === "ST" && (lamps & 0x40) > 0);
});

export const cas10: Oracle = byLines((line) => {
  const [, sign = "", digits = ""] = /^ *([+-]?) *([\d.]+)$/.exec(line) ?? [];
  const fits = line.length === 8 && new RegExp(`^${NUMBER}$`).test(digits);
  return fits ? word(grams(sign, digits, "kg"), true) : [];
});

/** Only with a unit, and so only at rest. */
export const sbi: Oracle = byLines((line) => {
  const named = line.length === 20;
  if (named && !/^[NG] {5}|^ [NG] {4}|^ {2}[NG] {3}|^ {3}[NG] {2}|^ {4}[NG] |^ {5}[NG]/.test(line))
    return [];
  const value = named ? line.slice(6) : line;
  const match = /^([+ -]) ( *)([\d.]+)( *) (.{3})$/.exec(value);
  const unit = match?.[5]?.trim() ?? "";
  if (match === null || value.length !== 14 || (unit !== "kg" && unit !== "g")) return [];
  const [, sign = "", , digits = ""] = match;
  if (!new RegExp(`^${NUMBER}$`).test(digits)) return [];
  return word(grams(sign, digits, unit), true);
});

export const ohaus: Oracle = byLines((line) => {
  const match = /^([ -]) ( *)([\d.]+)( *) (.{5})([? ])(.{3})$/.exec(line);
  if (match === null || line.length !== 19) return [];
  const [, sign = "", before = "", digits = "", after = "", name = "", moving, legend = ""] = match;
  const fits = before.length + digits.length + after.length === 7;
  const unit = name.trim();
  const isGross = legend.trim() === "" || legend.trim() === "G";
  if (!fits || !isGross || (unit !== "kg" && unit !== "g")) return [];
  if (!new RegExp(`^${NUMBER}$`).test(digits)) return [];
  return word(grams(sign, digits, unit), moving === " ");
});

const [STX, CR] = ["\\x02", "\\r"];
const STATUS = "([ -?`-\\x7f])";
const TOLEDO = new RegExp(`^${STX}${STATUS.repeat(3)}([ \\d]{6})([ \\d]{6})${CR}[^]$`);
const RIGHT_ALIGNED = /^ *\d+$/;

/** Read on from the next character wherever 18 of them are no frame. */
export const toledo: Oracle = (stream) => {
  const words: Word[] = [];
  for (let at = 0; at + 18 <= stream.length; ) {
    const found = toledoFrame(stream.slice(at, at + 18));
    words.push(...(found ?? []));
    at += found === null ? 1 : 18;
  }
  return words;
};

/** null: no frame; empty: one that has no weight. */
function toledoFrame(frame: string): Word[] | null {
  const [, a = "", b = "", c = "", weight = "", tare = ""] = TOLEDO.exec(frame) ?? [];
  if (![weight, tare].every((part) => RIGHT_ALIGNED.test(part))) return null;
  let sum = 0;
  for (const character of frame) sum += character.charCodeAt(0);
  if (sum % 128 !== 0) return null;
  const [x, y, z] = [a.charCodeAt(0), b.charCodeAt(0), c.charCodeAt(0) % 8];
  const isGrams = z === 1;
  const isExpanded = (c.charCodeAt(0) & 16) > 0;
  const bad = isExpanded || (y & 0b1000101) > 0 || (!isGrams && (z !== 0 || (y & 16) === 0));
  if (bad) return [];
  const point = x % 8;
  const zeros = "0".repeat(Math.max(0, 2 - point));
  const digits = `${weight.trim()}${zeros}`.padStart(8, "0");
  const places = Math.max(0, point - 2);
  const text = `${digits.slice(0, digits.length - places)}.${digits.slice(digits.length - places)}`;
  const size = grams((y & 2) > 0 ? "-" : "", text.slice(-15), isGrams ? "g" : "kg");
  return word(size, (y & 8) === 0);
}

/** @param ending as a regular expression */
export function tags(ending: string): Oracle {
  const frame = new RegExp(`${STX}([0-9A-Fa-f]{10})([0-9A-Fa-f]{2})${ending}`, "g");
  return (stream) =>
    [...stream.matchAll(frame)].flatMap(([, tag = "", check = ""]) => {
      const bytes = tag.match(/../g) ?? [];
      const xor = bytes.reduce((sum, pair) => sum ^ Number.parseInt(pair, 16), 0);
      return xor === Number.parseInt(check, 16) ? [tag.toLowerCase()] : [];
    });
}
