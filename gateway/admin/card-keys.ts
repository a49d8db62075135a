import { fileReadKeyOf } from "../proof/card-keys.ts";
import { cardNameOf, uidBytes } from "./card-name.ts";
import { noSunKey } from "./cards.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";

const NTAG_424_UID_BYTES = 7;

/** What whoever personalises a card writes onto it; made anew each time, and kept nowhere. */
export function showCardKeys({ uid }: CommandOf<"card-keys">, context: AdminContext): Outcome {
  const { cardKey, sunKeys } = context.keyring;
  if (sunKeys === null) return noSunKey(context);
  const card = cardNameOf(uid, cardKey);
  if (!card.ok) return card;
  const bytes = uidBytes(uid);
  if (bytes.length !== NTAG_424_UID_BYTES) {
    const message = `UID ${uid} is no NTAG 424 DNA's: that has 7 bytes, such as 04DE5F1EACC040.`;
    return refused("cannot-authenticate", message);
  }
  const [metaRead, fileRead] = [hex(sunKeys.metaRead), hex(fileReadKeyOf(sunKeys, bytes))];
  const text = [
    `Card ${card.value}. Keep these to yourself:`,
    `SDMMetaReadKey  ${metaRead}`,
    `SDMFileReadKey  ${fileRead}`,
  ].join("\n");
  return answer({ card: card.value, sdmMetaReadKey: metaRead, sdmFileReadKey: fileRead }, text);
}

const hex = (key: Uint8Array): string => Buffer.from(key).toString("hex").toUpperCase();
