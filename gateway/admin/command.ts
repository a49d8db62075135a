import * as z from "zod";
import { slug } from "#contract/fields.ts";
import { publicJwk } from "#contract/jwk.ts";
import { localMonth } from "../journal/local-date.ts";
import { budgetCommands } from "./budget-command.ts";
import { cardCommands } from "./card-command.ts";
import { councilCommands } from "./council-command.ts";
import { creditsCommands } from "./credits-command.ts";
import { disputeCommands } from "./dispute-command.ts";
import { entryCommand } from "./entry-command.ts";
import { reliefCommands } from "./relief-command.ts";

/** A journal position of the past; null: now. */
const position = z.int().min(1).nullable();
const account = z
  .string()
  .max(200)
  .regex(/^[a-z]+(:[\w-]+)+$/, "not an account, such as household:h012");
const path = z.string().min(1).max(4096);

/** All that the operator can ask for. */
export const adminCommand = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("station-enrol"), station: slug, publicKey: publicJwk }),
  z.strictObject({
    kind: z.literal("station-approve"),
    station: slug,
    code: z.string().min(1).max(64),
  }),
  z.strictObject({ kind: z.literal("station-revoke"), station: slug }),
  ...cardCommands,
  z.strictObject({
    kind: z.literal("household-add"),
    household: slug,
    members: z.int().min(1).max(99),
  }),
  z.strictObject({ kind: z.literal("household-show"), household: slug }),
  ...councilCommands,
  ...creditsCommands,
  ...budgetCommands,
  ...disputeCommands,
  entryCommand,
  z.strictObject({ kind: z.literal("held-list") }),
  z.strictObject({
    kind: z.literal("explain"),
    deposit: z.string().min(1).max(200),
    language: z.enum(["ar", "en"]),
  }),
  z.strictObject({ kind: z.literal("status") }),
  z.strictObject({ kind: z.literal("digests") }),
  /** `target`: an absolute path on the gateway's machine. */
  z.strictObject({ kind: z.literal("backup"), target: path }),
  z.strictObject({
    kind: z.literal("journal-export"),
    format: z.enum(["jsonl", "hledger"]),
    /** Of hledger's alone: the events are always all. */
    months: z.strictObject({ from: localMonth.nullable(), to: localMonth.nullable() }).optional(),
  }),
  z.strictObject({ kind: z.literal("trial-balance"), at: position }),
  z.strictObject({ kind: z.literal("account-show"), account, at: position }),
  z.strictObject({ kind: z.literal("liability"), at: position }),
  z.strictObject({
    kind: z.literal("relief-totals"),
    year: z.int().min(2000).max(2999),
    format: z.enum(["json", "csv"]),
  }),
  ...reliefCommands,
  z.strictObject({ kind: z.literal("relief-verify"), year: z.int().min(2000).max(2999) }),
]);
export type AdminCommand = z.output<typeof adminCommand>;
export type CommandOf<Kind extends AdminCommand["kind"]> = Extract<AdminCommand, { kind: Kind }>;

/** A command and who gives it, as it goes over the socket. */
export const adminRequest = z.strictObject({
  actor: z.string().min(1).max(64),
  command: adminCommand,
});
export type AdminRequest = z.output<typeof adminRequest>;
