import * as z from "zod";

/** `YYYY-MM-DD` and `YYYY-MM` in the scheme's time zone. */
export const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);
export const localMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "not a month like 2026-11");
