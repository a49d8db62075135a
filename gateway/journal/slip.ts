import * as z from "zod";

const SLIP = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;

/** The number that stands on a paper slip; no two slips of a station have the same. */
export const isSlip = (text: string): boolean => SLIP.test(text);
export const slip = z
  .string()
  .refine(isSlip, "not a slip's number of letters, digits and hyphens, 1 to 32 long");
