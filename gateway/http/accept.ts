/**
 * The media type that a client likes best (RFC 9110, 12.5.1), the first offered among equals.
 *
 * @param accept the header; absent: anything
 * @returns null where it accepts none of the offered
 */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly Type[],
): Type | null {
  const ranges = (accept ?? "*/*").split(",").map(parseRange);
  let [best, bestQuality]: [Type | null, number] = [null, 0];
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > bestQuality) [best, bestQuality] = [type, quality];
  }
  return best;
}

type MediaRange = { readonly range: string; readonly quality: number };

function parseRange(text: string): MediaRange {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most exact range that matches decides, not the kindest. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const [family] = type.split("/");
  for (const match of [type, `${family}/*`, "*/*"]) {
    const found = ranges.find(({ range }) => range === match);
    if (found !== undefined) return found.quality;
  }
  return 0;
}
