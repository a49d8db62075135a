import type { DatabaseSync } from "node:sqlite";
import type { ChainEnd } from "./append.ts";
import { parseRows, stampOfIntact, type TextRow, textRow } from "./row.ts";

/** Re-hashes all that is unsent: what is not what was written goes to a person, never to the gateway. */
export function buryTorn(database: DatabaseSync, damage: string[]): (row: TextRow) => void {
  const update = database.prepare(
    `UPDATE entry SET state = 'dead', outcome = '{"outcome":"torn"}'
     WHERE chain IS ? AND seq IS ?`,
  );
  const bury = ({ chain, seq }: TextRow) => {
    update.run(String(chain), Number(seq));
    damage.push(`entry ${chain}/${seq} is not what was written`);
  };
  const unsent = database.prepare(
    "SELECT chain, seq, hash, text FROM entry NOT INDEXED WHERE state = 'pending'",
  );
  const torn = parseRows(unsent, textRow).filter((row) => stampOfIntact(row) === null);
  for (const row of torn) bury(row);
  return bury;
}

/** A chain's end must be its last entry's, where that is still kept. */
export function checkEnds(
  database: DatabaseSync,
  chains: readonly ChainEnd[],
  damage: string[],
): void {
  const last = database.prepare(
    "SELECT seq, hash FROM entry WHERE chain = ? ORDER BY seq DESC LIMIT 1",
  );
  for (const { chain, lastSeq, lastHash } of chains) {
    const end = last.get(chain);
    const agrees = end === undefined || (end.seq === lastSeq && end.hash === lastHash);
    if (!agrees) damage.push(`chain ${chain} does not end where it says`);
  }
}
