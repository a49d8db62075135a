import { fileReadKeyOf } from "../proof/card-keys.ts";
import { authenticatingUid, sunKeysOf } from "./authenticating.ts";
import { cardNameOf } from "./card-name.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

/** What whoever personalises a card writes onto it; made anew each time, and kept nowhere. */
export function showCardKeys({ uid }: CommandOf<"card-keys">, context: AdminContext): Outcome {
  const keys = sunKeysOf(context);
  if (!keys.ok) return keys;
  const card = cardNameOf(uid, context.keyring.cardKey);
  if (!card.ok) return card;
  const bytes = authenticatingUid(uid);
  if (!bytes.ok) return bytes;
  const metaRead = hex(keys.value.metaRead);
  const fileRead = hex(fileReadKeyOf(keys.value, bytes.value));
  const text = [
    `Card ${card.value}. Keep these to yourself:`,
    `SDMMetaReadKey  ${metaRead}`,
    `SDMFileReadKey  ${fileRead}`,
  ].join("\n");
  return answer({ card: card.value, sdmMetaReadKey: metaRead, sdmFileReadKey: fileRead }, text);
}

const hex = (key: Uint8Array): string => Buffer.from(key).toString("hex").toUpperCase();
