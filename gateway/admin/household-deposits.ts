import { decimalOf, kilogramsOf } from "#contract/decimal.ts";
import { householdOf } from "../journal/account.ts";
import type { DepositRow } from "../store/deposit-row.ts";
import type { AdminContext } from "./context.ts";

/** How many of its latest deposits a household's page lists. */
export const LATEST_DEPOSITS = 20;

export const DEPOSITS_HEAD = ["weighed", "stream", "weight", "credit", "corrected"] as const;

type Currency = AdminContext["scheme"]["currency"];
type Reader = { readonly household: string; readonly currency: Currency };

/** One line of a household's page: what was corrected stands beside what holds now. */
export function depositCells(row: DepositRow, reader: Reader): readonly string[] {
  const credit = hasLeft(row, reader) ? "-" : creditNow(row, reader);
  const { date, stream, net } = row;
  return [date ?? "-", stream, kilogramsOf(net), credit, correctionOf(row, reader)];
}

/** `was 1.73, now 1.20, 4.320 kg before (a stone in the bag)` */
function correctionOf(row: DepositRow, reader: Reader): string {
  const { corrected: was, net, stream, grade, holder } = row;
  if (was === null) return "";
  const [owner, before] = [ownerOf(holder), ownerOf(was.holder)];
  const now = hasLeft(row, reader) ? `of ${owner}` : creditOf(row.credited, reader);
  const changes = [
    `was ${creditOf(was.credited, reader)}, now ${now}`,
    ...(was.net === net ? [] : [`${kilogramsOf(was.net)} before`]),
    ...(was.stream === stream ? [] : [`${was.stream} before`]),
    ...(was.grade === grade ? [] : [`grade ${was.grade ?? "unknown"} before`]),
    ...(before === null || before === reader.household ? [] : [`of ${before} before`]),
  ];
  return `${changes.join(", ")} (${was.reason})`;
}

/** What is held says why, by the slugs of `held list`. */
const creditNow = (row: DepositRow, reader: Reader): string =>
  row.outcome === "held" ? `held: ${row.reasons.join(", ")}` : creditOf(row.credited, reader);

const creditOf = (credited: number | null, { currency }: Reader): string =>
  credited === null ? "held" : decimalOf(credited, currency.minorUnits);

/** People gave it to another household. */
function hasLeft({ holder, corrected }: DepositRow, { household }: Reader): boolean {
  const owner = ownerOf(holder);
  return corrected !== null && owner !== null && owner !== household;
}

const ownerOf = (holder: string | null) => (holder === null ? null : householdOf(holder));

/** The same for programs. */
export function depositJson(row: DepositRow, scheme: string) {
  const { station, chainNumber, seq, date, stream, grade, net, credited, corrected: was } = row;
  return {
    deposit: `${scheme}/${station}/${chainNumber}/${seq}`,
    ...{ weighedOn: date, stream, grade, grams: net, creditedMinorUnits: credited },
    ...{ outcome: row.outcome, reasons: [...row.reasons] },
    household: ownerOf(row.holder),
    corrected: was && {
      ...{ stream: was.stream, grade: was.grade, grams: was.net },
      ...{ creditedMinorUnits: was.credited, household: ownerOf(was.holder), reason: was.reason },
    },
  };
}
