import * as z from "zod";
import { slug, version } from "./fields.ts";
import { heardJwk } from "./jwk.ts";

/** The keys that now sign receipts, settings and blocked cards; itself signed by the root key. */
export const keys = z.object({
  v: z.literal(1),
  scheme: slug,
  version,
  keys: z.array(heardJwk).min(1),
});
export type Keys = z.output<typeof keys>;
