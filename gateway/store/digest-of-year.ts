import { sha256 } from "#contract/hash.ts";
import type { Hash } from "#contract/ids.ts";
import type { ReliefYear } from "#contract/relief-statement.ts";

/** base64url SHA-256 of a year's statements as JSON: what a council decides on, and closing freezes. */
export const digestOfYear = (year: ReliefYear): Hash => sha256(JSON.stringify(year));
