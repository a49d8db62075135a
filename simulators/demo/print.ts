import type { Slug } from "#contract/ids.ts";
import type { DemoOptions, Language } from "./args.ts";
import { boardLogOf, type Folder, STATIONS } from "./folder.ts";
import { ARDUINO_NUMBER } from "./kits.ts";
import type { Receipt, Tally } from "./tally.ts";
import { REASON_WORDS, WORDS } from "./text.ts";

/** Whole units of 10^-decimals, as people read them: 173 with 2 is "1.73". */
export function decimal(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${units < 0 ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}

export function banner(options: DemoOptions, folder: Folder): string {
  const { language, httpPort, mqttPort, kioskPort, arduino } = options;
  const boards = STATIONS.filter((_, number) => arduino && number === ARDUINO_NUMBER);
  const words = WORDS[language];
  return [
    `${words.page}: http://127.0.0.1:${httpPort}/`,
    ...(kioskPort === null ? [] : [`${words.kiosk}: http://127.0.0.1:${kioskPort}/`]),
    ...boards.map((station) => `${words.arduino}: ${folder.log(boardLogOf(station))}`),
    `${words.broker}: mqtt://127.0.0.1:${mqttPort}`,
    `${words.dataFolder}: ${folder.data}`,
    `${words.logs}: ${folder.log("*")}`,
    `${words.administer}: npm run admin -- status --data ${folder.data}`,
    words.stop,
    "",
  ].join("\n");
}

/** Names that the gateway's messages do not carry. */
export type Names = {
  /** null for a card that nobody has. */
  householdOf(card: Receipt["card"]): Slug | null;
  streamLabel(stream: Slug, language: Language): string;
};

export function depositLine(receipt: Receipt, language: Language, names: Names): string {
  const words = WORDS[language];
  const reasons = receipt.reasons.map((reason) => REASON_WORDS[language][reason] ?? reason);
  const held = receipt.outcome === "posted" ? [] : [words.held];
  return [
    receipt.station,
    (names.householdOf(receipt.card) ?? words.stranger).padEnd(12),
    names.streamLabel(receipt.stream, language).padEnd(20),
    `${decimal(receipt.net, 3).padStart(7)} kg`,
    `${decimal(receipt.credited ?? 0, 2).padStart(6)} QAM`,
    `${decimal(receipt.points ?? 0, 3).padStart(7)} ${words.points}`,
    [...held, ...reasons].join(", "),
  ]
    .join("  ")
    .trimEnd();
}

/** What is found in the files once every process has ended. */
export type Books = {
  /** Of all postings, by asset; each must be zero. */
  readonly sums: ReadonlyMap<string, number>;
  readonly outboxDepths: ReadonlyMap<Slug, number>;
};

export function summary(tally: Tally, books: Books, language: Language, names: Names): string {
  const words = WORDS[language];
  const kilograms = [...tally.gramsByStream].map(
    ([stream, grams]) => `${names.streamLabel(stream, language)} ${decimal(grams, 3)}`,
  );
  const pairs = (map: ReadonlyMap<string, number>) =>
    [...map].map(([name, value]) => `${name} ${value}`).join(", ");
  return [
    "",
    words.summary,
    `  ${words.deposits}: ${tally.deposits}`,
    `  ${words.kilograms}: ${kilograms.join(", ")}`,
    `  ${words.credits}: ${decimal(tally.credited, 2)} QAM, ${decimal(tally.points, 3)} ${words.points}`,
    `  ${words.sums}: ${pairs(books.sums)}`,
    `  ${words.outboxes}: ${pairs(books.outboxDepths)}`,
  ].join("\n");
}

/** What is wrong with a run that should have brought so many deposits; nothing when all is well. */
export function faultsOf(
  tally: Tally,
  books: Books,
  wanted: number,
  language: Language,
): readonly string[] {
  const words = WORDS[language];
  const isZero = (value: number) => value === 0;
  return [
    ...(tally.deposits < wanted ? [words.tooFew(tally.deposits, wanted)] : []),
    ...([...books.sums.values()].every(isZero) ? [] : [words.unbalanced]),
    ...([...books.outboxDepths.values()].every(isZero) ? [] : [words.unsent]),
  ];
}
