import { kilogramsOf } from "#contract/decimal.ts";
import type { DepositRow } from "../store/deposit-row.ts";
import type { SetAsideRow } from "../store/store.ts";
import { type AdminContext, minuteOf } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";
import { tableOf } from "./table.ts";

/** What waits for a person, the oldest first: each with the id by which it is decided. */
export async function listHeld({ store, scheme }: AdminContext): Promise<Outcome> {
  const [deposits, aside] = await Promise.all([store.heldDeposits(), store.setAside()]);
  const held = deposits.map((row) => heldJson(row, scheme.name));
  const undecided = aside.filter(({ decided }) => !decided);
  const quarantine = undecided.map((row) => asideJson(row, scheme.name));
  const heldText = held.length === 0 ? "Nothing is held." : heldTable(held);
  const text = quarantine.length === 0 ? heldText : `${heldText}\n\n${asideTable(quarantine)}`;
  return answer({ held, quarantine }, text);
}

const heldJson = (row: DepositRow, scheme: string) => ({
  deposit: `${scheme}/${row.station}/${row.chainNumber}/${row.seq}`,
  stream: row.stream,
  grams: row.net,
  card: row.card,
  slip: row.slip,
  weighedAt: row.weighedAt,
  receivedAt: row.receivedAt,
  reasons: [...row.reasons],
});

/** Its seq is, or may be, another's: the hash says which is meant. */
const asideJson = (row: SetAsideRow, scheme: string) => ({
  deposit: `${scheme}/${row.station}/${row.chainNumber}/${row.seq}/${row.hash}`,
  bytes: row.bytes,
  receivedAt: row.receivedAt,
  reasons: [...row.reasons],
});

const heldTable = (held: readonly ReturnType<typeof heldJson>[]) =>
  tableOf(
    ["deposit", "stream", "weight", "received (UTC)", "why"],
    held.map(({ deposit, stream, grams, receivedAt, reasons, slip }) => [
      deposit,
      stream,
      kilogramsOf(grams),
      minuteOf(receivedAt),
      reasons.join(", ") + (slip === null ? "" : `, slip ${slip}`),
    ]),
  );

const asideTable = (quarantine: readonly ReturnType<typeof asideJson>[]) =>
  tableOf(
    ["in quarantine", "bytes", "received (UTC)", "why"],
    quarantine.map(({ deposit, bytes, receivedAt, reasons }) => [
      deposit,
      bytes,
      minuteOf(receivedAt),
      reasons.join(", "),
    ]),
  );
