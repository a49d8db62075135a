import type { Deposit } from "#contract/deposit.ts";
import { Grams } from "#contract/units.ts";

/** A deposit of which only what people say is known: no scale and no card stand behind it. */
export function depositAsSaid(
  { stream, grade, net }: Pick<Deposit, "stream" | "grade" | "net">,
  slip: string | null = null,
): Deposit {
  const unknown = { card: null, cardProof: null, attendant: null, scale: null };
  return { ...unknown, stream, grade, gross: net, tare: Grams(0), net, capture: "manual", slip };
}
