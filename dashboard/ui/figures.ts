import type { Model } from "../model.ts";
import type { Context } from "./context.ts";
import { part } from "./dom.ts";

/** The four large numbers. Whole numbers of the gateway are counted up; none is rounded. */
export function drawFigures({ streams, relief }: Model, { numbers }: Context): void {
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const show = (id: string, text: string) => {
    part(id, HTMLElement).textContent = text;
  };
  show("collected", numbers.kilograms(sum(streams.map(({ grams }) => grams))));
  show("credits", numbers.credit(sum(streams.map(({ credited }) => credited))));
  show("bags", numbers.count(sum(streams.map(({ deposits }) => deposits))));
  show("relief-points", numbers.points(sum([...relief.values()].map((row) => row.milliPoints))));
}
