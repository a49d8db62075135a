import type { Slug } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { MinorUnitsPerKilogram, PointsPerKilogram } from "#contract/units.ts";
import type { StreamTerms, TariffDocument } from "../journal/tariff-document.ts";
import { capOf, type MonthTerms } from "../month/month.ts";

/** All that were published, in any order. */
export type Tariffs = readonly TariffDocument[];

/** The tariff in force in a month (`YYYY-MM`): the latest that had begun. */
export function tariffIn(month: string, tariffs: Tariffs): TariffDocument | null {
  let latest: TariffDocument | null = null;
  for (const one of tariffs) {
    const begun = one.validFrom <= month;
    if (begun && (latest === null || one.validFrom > latest.validFrom)) latest = one;
  }
  return latest;
}

export const streamIn = (tariff: TariffDocument, stream: Slug): StreamTerms | undefined =>
  tariff.streams.find((one) => one.stream === stream);

/**
 * What the tariff makes of a holder's month in one of its streams.
 *
 * @param members of the household in that month; null for a card without a household
 */
export function monthTerms(
  tariff: TariffDocument,
  stream: StreamTerms,
  members: number | null,
): MonthTerms {
  const { credits, points } = tariff.ledgers;
  return {
    rate: credits ? stream.rateMinorUnitsPerKg : MinorUnitsPerKilogram(0),
    pointsPerKg: points ? stream.pointsPerKg : PointsPerKilogram(0),
    gradeFactors: tariff.gradeFactors,
    cap: capOf(stream.monthCapGrams ?? null, members),
  };
}

/** True where a kilogram of the stream earns anything at all. */
export const pays = ({ rate, pointsPerKg }: MonthTerms): boolean => rate > 0 || pointsPerKg > 0;

/**
 * May this document be published in this month? It must begin later; only a scheme's first may begin
 * with the current month, and then decides that month's earlier deposits anew.
 */
export function checkPublication(
  document: TariffDocument,
  published: Tariffs,
  thisMonth: string,
): Result<TariffDocument, { code: string; message: string }> {
  const { id, validFrom } = document;
  const twin = published.find((one) => one.id === id || one.validFrom === validFrom);
  if (twin !== undefined) {
    const what = twin.id === id ? `the id ${id}` : `a beginning in ${validFrom}`;
    const message = `Tariff ${twin.id} already has ${what}: choose another id and month.`;
    return fail({ code: "tariff-overlaps", message });
  }
  const first = published.length === 0;
  if (first ? validFrom >= thisMonth : validFrom > thisMonth) return ok(document);
  const earliest = first ? `${thisMonth} or later` : `a month after ${thisMonth}`;
  const message = `valid_from is ${validFrom}: a tariff is published before it begins, so write ${earliest}.`;
  return fail({ code: "tariff-too-late", message });
}

/** May it still be taken back? Only before any deposit can be weighed under it. */
export function checkWithdrawal(
  id: Slug,
  published: Tariffs,
  thisMonth: string,
): Result<TariffDocument, { code: string; message: string }> {
  const tariff = published.find((one) => one.id === id);
  if (tariff === undefined) {
    const known = published.map((one) => one.id).join(", ") || "none";
    return fail({
      code: "no-such-tariff",
      message: `There is no tariff ${id}; published: ${known}.`,
    });
  }
  if (tariff.validFrom > thisMonth) return ok(tariff);
  const message = `Tariff ${id} began in ${tariff.validFrom}: publish another that follows it instead.`;
  return fail({ code: "tariff-began", message });
}
