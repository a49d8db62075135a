import * as z from "zod";
import type { ReliefYear } from "#contract/relief-statement.ts";
import type { Store } from "../store/store.ts";
import { HttpProblem } from "./problem.ts";

/** Of a path: four digits from 2000 on. */
export function parseYear(text: string): number {
  if (/^2\d{3}$/.test(text)) return Number(text);
  const sentence = `"${text}" is not a year: write four digits, such as /api/v1/relief/2026.`;
  throw new HttpProblem(400, "bad-year", sentence);
}

/** What a year is served as. */
export const YEAR_TYPES = ["application/json", "text/csv"] as const;

export const notAcceptable = (types: readonly string[]) =>
  new HttpProblem(406, "not-acceptable", `Accept must allow one of: ${types.join(", ")}.`);

/** Of a query: the year as it is now, or as it was when it was closed. */
export const yearView = z.enum(["now", "frozen"]).default("now");

/** @throws HttpProblem 404 where a year is open, of which nothing is frozen yet */
export async function readYear(
  year: number,
  view: z.output<typeof yearView>,
  store: Pick<Store, "reliefYear">,
): Promise<ReliefYear> {
  const told = await store.reliefYear(year, { view });
  if (view === "now" || told.state === "closed") return told;
  const sentence = `${year} is not closed yet, so nothing of it is frozen: ask without view=frozen.`;
  throw new HttpProblem(404, "year-open", sentence);
}
