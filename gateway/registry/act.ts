import * as z from "zod";
import { card, chain, slug, utc } from "#contract/fields.ts";
import { publicJwk } from "#contract/jwk.ts";
import type { EpochMs } from "#contract/units.ts";
import { tariffDocument } from "../journal/tariff-document.ts";

const epochMs = z.int().min(0) as unknown as z.ZodType<EpochMs, number>;
const acted = { actor: z.string().min(1).max(64), at: epochMs };

/** What a person (or the gateway itself, by its name) wants done. */
export const act = z.discriminatedUnion("kind", [
  z.strictObject({
    ...acted,
    kind: z.literal("station-enrol"),
    station: slug,
    publicKey: publicJwk,
    passwordHash: z.string().min(1),
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("chain-request"),
    station: slug,
    chain,
    publicKey: publicJwk,
  }),
  z.strictObject({ ...acted, kind: z.literal("chain-approve"), station: slug, code: z.string() }),
  z.strictObject({ ...acted, kind: z.literal("station-revoke"), station: slug }),
  z.strictObject({
    ...acted,
    kind: z.literal("household-add"),
    household: slug,
    members: z.int().min(1).max(99),
  }),
  z.strictObject({ ...acted, kind: z.literal("card-issue"), household: slug, card }),
  z.strictObject({ ...acted, kind: z.literal("card-block"), card }),
  z.strictObject({ ...acted, kind: z.literal("tariff-publish"), tariff: tariffDocument }),
  z.strictObject({ ...acted, kind: z.literal("restored"), since: utc }),
]);
export type Act = z.output<typeof act>;

/** Why an act was not done: one sentence that names the thing to mend. */
export type Refusal = { readonly code: string; readonly message: string };
