import type { LiveStream } from "#contract/live.ts";
import type { Model } from "../model.ts";
import type { Context } from "./context.ts";
import { bar, icon, made } from "./dom.ts";

export function drawStreams(list: HTMLElement, { streams }: Model, context: Context): void {
  const most = Math.max(0, ...streams.map(({ grams }) => grams));
  list.replaceChildren(...streams.map((stream) => rowOf(stream, most, context)));
}

function rowOf(stream: LiveStream, most: number, { numbers, labelOf }: Context): HTMLElement {
  const row = made(
    "li",
    "stream",
    icon(stream.stream),
    made("span", "stream-name", labelOf(stream.stream)),
    made("span", "stream-weight", numbers.kilograms(stream.grams)),
    bar(stream.grams, most),
    made("span", "stream-credit", numbers.credit(stream.credited)),
  );
  row.dataset.stream = stream.stream;
  return row;
}
