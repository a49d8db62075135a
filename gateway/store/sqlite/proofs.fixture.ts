// For tests: proofs whose counter lies open, so that no keys are needed to make and to check them.
import type { CardProof, Deposit } from "#contract/deposit.ts";
import type { Proof } from "../../journal/deposit-events.ts";

const GENUINE = "ab".repeat(8);
const FORGED = "0".repeat(16);

/** Stands for the keys: a MAC of zeros is a forged one. */
export function checkProof({ cardProof }: Pick<Deposit, "cardProof">): Proof | null {
  if (cardProof === null) return null;
  return cardProof.cmac === FORGED ? "bad" : { counter: Number.parseInt(cardProof.picc, 16) };
}

export const proof = (counter: number, forged = false): CardProof => ({
  type: "ntag424-sun",
  picc: counter.toString(16).padStart(32, "0"),
  cmac: forged ? FORGED : GENUINE,
});
