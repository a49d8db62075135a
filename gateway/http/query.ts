import type * as z from "zod";
import { HttpProblem } from "./problem.ts";

/**
 * What stands behind the `?`, by its schema.
 *
 * @param allowed what there is, for the sentence of a refusal
 */
export function parseQuery<Schema extends z.ZodType>(
  given: unknown,
  schema: Schema,
  allowed: string,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const [issue] = error.issues;
  const where = String(issue?.path.at(-1) ?? "query");
  const what = issue?.message ?? "cannot be understood";
  throw new HttpProblem(400, "bad-query", `${where}: ${what}; there ${allowed}.`);
}
