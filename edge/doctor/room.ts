import { type Finding, fault, fine, warning } from "./finding.ts";

/** What the journal's file says of itself while no station has it. */
export type JournalFacts = {
  readonly waiting: number;
  readonly deadLetters: number;
  /** Of the file, and of the log that stands beside it. */
  readonly bytes: number;
  readonly entries: number;
  /** Weighed in the last `days`. */
  readonly recentDeposits: number;
  /** Over how long they were counted: 30, or since the first entry where that is less. At least 1. */
  readonly days: number;
};

const FAULT_BYTES = 50_000_000;
const WARN_BYTES = 500_000_000;

export function judgeDisk(freeBytes: number, folder: string): Finding {
  const says = `${Math.trunc(freeBytes / 1_000_000)} MB are free for ${folder}`;
  if (freeBytes < FAULT_BYTES) return fault("disk", `${says}: make room before it stops weighing.`);
  return freeBytes < WARN_BYTES ? warning("disk", `${says}: make room.`) : fine("disk", `${says}.`);
}

/** Bytes of an entry with its window and its places in the indexes, where none was measured yet. */
const USUAL_BYTES = 2_000;
const FAULT_DAYS = 7;
const WARN_DAYS = 30;

/** For how many days the disk takes deposits, at the pace and size of the latest; null: none came. */
export function capacityDays(facts: JournalFacts, freeBytes: number): number | null {
  if (facts.recentDeposits === 0) return null;
  const bytesEach = facts.entries === 0 ? USUAL_BYTES : facts.bytes / facts.entries;
  const aDay = facts.recentDeposits / facts.days;
  return Math.trunc(freeBytes / (bytesEach * aDay));
}

export function judgeOutbox(facts: JournalFacts, freeBytes: number): Finding {
  const waiting = `${facts.waiting} entries wait for the gateway`;
  const days = capacityDays(facts, freeBytes);
  if (days === null) return fine("outbox", `${waiting}; no deposits lately to reckon capacity by.`);
  const says = `${waiting}; at ${paceOf(facts)} the disk lasts ${days} days without it`;
  if (days < FAULT_DAYS) return fault("outbox", `${says}: make room or mend the connection now.`);
  return days < WARN_DAYS ? warning("outbox", `${says}: make room.`) : fine("outbox", `${says}.`);
}

const paceOf = ({ recentDeposits, days }: JournalFacts) =>
  `${Math.ceil(recentDeposits / days)} deposits a day`;

export function judgeDeadLetters({ deadLetters }: JournalFacts): Finding {
  return deadLetters === 0
    ? fine("refused", "the gateway has refused nothing.")
    : warning("refused", `the gateway refused ${deadLetters} entries: see \`held list\` there.`);
}
