import type { Slug } from "#contract/ids.ts";
import type { OfferedStream } from "./config.ts";

/** What the keys 1 to 9 mean on one page of the choice. */
export type MenuItem =
  | { readonly key: number; readonly kind: "stream" | "attended"; readonly stream: Slug }
  | { readonly key: number; readonly kind: "more" };

const KEYS = 9;
const STREAMS_WITH_MORE = KEYS - 1;

/**
 * The streams in the order of the settings, each once. Where there are more than nine, key 9 turns the
 * page. A stream for attended stations keeps its number, so that numbers mean the same everywhere.
 */
export function menuOf(streams: readonly OfferedStream[], page: number): readonly MenuItem[] {
  const slugs = streams.map(({ stream }) => stream);
  const ordered = streams.filter(({ stream }, index) => slugs.indexOf(stream) === index);
  if (ordered.length <= KEYS) return ordered.map(item);
  const first = (page % pageCount(ordered.length)) * STREAMS_WITH_MORE;
  const items = ordered.slice(first, first + STREAMS_WITH_MORE).map(item);
  return [...items, { key: KEYS, kind: "more" }];
}

function item({ stream, attendedOnly }: OfferedStream, index: number): MenuItem {
  return { key: index + 1, kind: attendedOnly ? "attended" : "stream", stream };
}

const pageCount = (streams: number): number => Math.ceil(streams / STREAMS_WITH_MORE);
