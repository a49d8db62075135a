import type { Indication } from "./machine.ts";
import { type Language, plainScale } from "./plain.ts";

// The frames of the simpler scales, written from their manuals' tables (docs/DEVICES.md has the sources).

const kilograms = (grams: number) => (Math.abs(grams) / 1000).toFixed(3);
const isBelow = ({ grams }: Indication) => grams < 0;
const silent = { unasked: false, unknown: null } as const;

/** Two digits after the point, counted by one: so the frame itself tells a division of 10 g. */
const HUNDREDTHS_BY_ONE = 0x20 | (1 << 3) | 0b100;
const HUNDREDTH_GRAMS = 10;

function toledo({ grams, stable, range }: Indication): string {
  const out = range === "within" ? 0 : 0x04;
  const below = grams < 0 ? 0x02 : 0;
  const status = 0x20 | 0x10 | below | out | (stable ? 0 : 0x08);
  const weight = String(Math.abs(grams) / HUNDREDTH_GRAMS).padStart(6, " ");
  const bytes = [0x02, HUNDREDTHS_BY_ONE, status, 0x20, ...Buffer.from(`${weight}000000\r`)];
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return String.fromCharCode(...bytes, -sum & 0x7f);
}

function and(indication: Indication): string {
  const { grams, stable, range } = indication;
  if (range === "over") return "OL,+9999999E+19\r\n";
  if (range === "under") return "OL,-9999999E+19\r\n";
  const sign = isBelow(indication) ? "-" : "+";
  return `${stable ? "ST" : "US"},${sign}${kilograms(grams).padStart(8, "0")} kg\r\n`;
}

function cas22(indication: Indication): string {
  const { grams, stable, range } = indication;
  const lamps = 0x80 | 0x04 | (stable ? 0x40 : 0) | (grams === 0 ? 0x01 : 0);
  const state = range !== "within" ? "OL" : stable ? "ST" : "US";
  return `${state},GS,1${String.fromCharCode(lamps)},${signed(indication)} kg\r\n`;
}

const cas10 = (indication: Indication) => `${signed(indication)}\r\n`;

/** Eight characters, the sign first. */
const signed = (indication: Indication) =>
  `${isBelow(indication) ? "-" : " "}${kilograms(indication.grams).padStart(7)}`;

function sbi(indication: Indication): string {
  const { grams, stable, range } = indication;
  if (range !== "within") return `      ${range === "over" ? "H" : "L"}       \r\n`;
  const sign = isBelow(indication) ? "-" : "+";
  return `${sign} ${kilograms(grams).padStart(8)} ${stable ? "kg " : "   "}\r\n`;
}

/** Its manual shows no frame for an overload: it shows none. */
function ohaus(indication: Indication): string {
  const { grams, stable, range } = indication;
  if (range !== "within") return "";
  const sign = isBelow(indication) ? "-" : " ";
  return `${sign} ${kilograms(grams).padStart(7)} kg   ${stable ? " " : "?"}G  \r\n`;
}

const languages = {
  "toledo-continuous": { encode: toledo, commands: { Z: "zero" }, unasked: true, unknown: null },
  "and-standard": { encode: and, commands: { SIR: "begin", Q: "print", R: "zero" }, ...silent },
  "cas-22": { encode: cas22, commands: { ZE: "zero" }, unasked: true, unknown: null },
  "cas-10": { encode: cas10, commands: { ZE: "zero" }, unasked: true, unknown: null },
  "sartorius-sbi": { encode: sbi, commands: { "\x1bP": "print", "\x1bV": "zero" }, ...silent },
  ohaus: {
    ...{ encode: ohaus, commands: { CP: "begin", IP: "print", Z: "zero" } },
    ...{ unasked: false, unknown: "ES\r\n" },
  },
} as const satisfies Readonly<Record<string, Language>>;

export type PlainKind = keyof typeof languages;
export const PLAIN_KINDS = Object.keys(languages) as readonly PlainKind[];

/** One frame as such a scale sends it. */
export const frameOf = (kind: PlainKind, indication: Indication): string =>
  languages[kind].encode(indication);

export const machineOf = (kind: PlainKind) => plainScale(languages[kind]);
