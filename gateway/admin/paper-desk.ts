import { assert } from "#contract/assert.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { Store } from "../store/store.ts";
import type { AdminCommand } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { execute } from "./execute.ts";
import { NOON } from "./sample-folder.ts";

// For tests.
const CARD_KEY = "00".repeat(32);
const SUN_KEYS = { metaRead: Buffer.alloc(16, 1), fileReadMaster: Buffer.alloc(16, 2) };
export const root = generateSigningKey();

/** A desk over a store on paper, at noon. */
export const contextOn = (store: Store, differing: Partial<AdminContext> = {}): AdminContext => ({
  store,
  keyring: { root, cardKey: CARD_KEY, sunKeys: SUN_KEYS, signing: () => root },
  data: "/nowhere",
  scheme: { name: "beitillo", timeZone: "Asia/Hebron", currency: { code: "QAM", minorUnits: 2 } },
  issuer: { ar: "مجلس", en: "Council" },
  mqttUrl: "mqtt://127.0.0.1:1883",
  status: () => null,
  now: () => NOON,
  ...differing,
});

/** @throws AssertionError where the command is refused, or answered by a report */
export async function answerTo(command: AdminCommand, context: AdminContext) {
  const outcome = await execute({ actor: "amal", command }, context);
  assert(outcome.ok && outcome.value.kind === "answer", JSON.stringify(outcome));
  return outcome.value;
}
