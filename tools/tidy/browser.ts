import { importsOf, isTest, type Source } from "./source.ts";

/** Houses and rooms that a browser loads. */
const PAGES = ["dashboard/", "edge/kiosk/page/"];

/** Ways by which a page would take Node's own modules into a browser. */
export function browserFaults(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const starts = sources.filter(
    ({ path }) => PAGES.some((page) => path.startsWith(page)) && !isTest(path),
  );
  return starts.flatMap((start) => wayToNode(start, byPath, new Set()));
}

/** The first chain of imports that ends in `node:`, if there is one. Types are gone in a browser. */
function wayToNode(
  source: Source,
  byPath: ReadonlyMap<string, Source>,
  seen: Set<string>,
): string[] {
  seen.add(source.path);
  for (const { target, typesOnly } of importsOf(source)) {
    if (typesOnly || seen.has(target)) continue;
    if (target.startsWith("node:")) return [`${source.path} imports ${target}: no browser has it`];
    const next = byPath.get(target);
    const way = next === undefined ? [] : wayToNode(next, byPath, seen);
    if (way.length > 0) return [`${source.path} imports ${way.join("")}`];
  }
  return [];
}
