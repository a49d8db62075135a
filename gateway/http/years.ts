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
