import * as z from "zod";
import { reliefYear } from "./relief-statement.ts";

/**
 * `GET /api/v1/relief/{year}/statements`: some households' statements, by name, with the sums of all.
 * Pages of an open year tell their own journal position: one that is later may know more.
 */
export const reliefPage = reliefYear.extend({
  /** Path of the page after this one; null: this is the last. */
  next: z.string().nullable(),
});
export type ReliefPage = z.output<typeof reliefPage>;
