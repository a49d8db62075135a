import type { LiveRelief } from "#contract/live.ts";
import { fits } from "../format/search.ts";
import type { Model } from "../model.ts";
import type { Context } from "./context.ts";
import { bar, made, name } from "./dom.ts";
import type { Drawn } from "./drawn.ts";

/** By name, never by rank: this list helps to find a household, it does not compare them. */
export function drawHouseholds(
  parts: { readonly body: HTMLElement; readonly none: HTMLElement; readonly typed: string },
  { relief }: Model,
  { context, drawn }: { readonly context: Context; readonly drawn: Drawn<LiveRelief> },
): void {
  const households = [...relief.values()];
  const rows = drawn
    .elements(households, (row) => rowOf(row, context))
    .filter((_, index) => fits(households[index]?.household ?? "", parts.typed));
  parts.body.replaceChildren(...rows);
  parts.none.hidden = rows.length > 0 || relief.size === 0;
}

const WHOLE = 100;

function rowOf({ household, milliPoints, percent }: LiveRelief, { numbers }: Context) {
  const head = made("th", "", name(household));
  head.scope = "row";
  return made(
    "tr",
    "household",
    head,
    made("td", "number", numbers.points(milliPoints)),
    made("td", "relief-bar", bar(percent, WHOLE)),
    made("td", "number percent", numbers.relief(percent)),
  );
}
