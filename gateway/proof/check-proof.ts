import { createHmac, timingSafeEqual } from "node:crypto";
import type { Deposit } from "#contract/deposit.ts";
import type { Proof } from "../journal/deposit-events.ts";
import { fileReadKeyOf, type SunKeys } from "./card-keys.ts";
import { readPicc, sunMac } from "./sun.ts";

/** What the keys say of a deposit's proof; null where there is no proof, or no key to check it by. */
export type ProofCheck = (deposit: Pick<Deposit, "card" | "cardProof">) => Proof | null;

type Keys = {
  /** By which a UID becomes a card's name. */
  readonly cardKey: Uint8Array;
  /** Null: the scheme has no such cards, or this machine not their keys. */
  readonly sunKeys: SunKeys | null;
};

const NAME_BYTES = 16;

export function openProofCheck({ cardKey, sunKeys }: Keys): ProofCheck {
  return ({ card, cardProof }) => {
    if (cardProof === null || sunKeys === null) return null;
    const reading = readPicc(sunKeys.metaRead, Buffer.from(cardProof.picc, "hex"));
    if (reading === null) return "bad";
    const mac = sunMac(fileReadKeyOf(sunKeys, reading.uid), reading);
    const isGenuine = timingSafeEqual(mac, Buffer.from(cardProof.cmac, "hex"));
    const name = createHmac("sha256", cardKey).update(reading.uid).digest();
    const isItsOwn = name.subarray(0, NAME_BYTES).toString("base64url") === card;
    return isGenuine && isItsOwn ? { counter: reading.counter } : "bad";
  };
}
