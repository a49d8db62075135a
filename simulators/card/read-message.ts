import { assert } from "#contract/assert.ts";
import type { CardProof } from "#contract/deposit.ts";
import type { Card } from "./card.ts";

const COMMANDS = ["00A4040007D276000085010100", "00A4000C02E104", "00B0000000"] as const;
const SUN = /picc=([0-9A-F]{32})&cmac=([0-9A-F]{16})/;

/** What any phone reads of a card that is held to it, as a station would carry it. */
export function readMessage(card: Card): CardProof {
  const answers = COMMANDS.map((command) => card.apdu(Buffer.from(command, "hex")));
  const [, picc, cmac] = SUN.exec(Buffer.from(answers.at(-1) ?? []).toString("latin1")) ?? [];
  assert(picc !== undefined && cmac !== undefined, "the card has no message");
  return { type: "ntag424-sun", picc: picc.toLowerCase(), cmac: cmac.toLowerCase() };
}
