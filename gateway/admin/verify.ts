import { verifyYear } from "../audit/verify.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { plural } from "./table.ts";

/** Differences that one answer names; the first few say where to look. */
const MOST_NAMED = 100;

/** Makes a year anew from the journal's events alone; every difference is told, and is a failure. */
export async function verifyRelief(
  { year }: CommandOf<"relief-verify">,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  // Asked in one turn, so that no commit falls between: a gateway may be running.
  const [now, frozen, balances, last] = await Promise.all([
    store.reliefYear(year),
    store.reliefYear(year, { view: "frozen" }),
    store.balances(),
    store.lastPosition(),
  ]);
  const claimed = { now, frozen: now.state === "closed" ? frozen : null, balances };
  const faults = await verifyYear(claimed, eventsUpTo(last, store), scheme);
  if (faults.length > 0) return refused("differs", sentencesOf(faults));
  const households = now.statements.length;
  const what = `the statements of ${plural(households, "household")} for ${year} and every balance`;
  const text = `Made anew from the events up to position ${last}: ${what} are the same.`;
  return answer({ year, position: last, households, differences: [] }, text);
}

async function* eventsUpTo(last: number, store: AdminContext["store"]) {
  for await (const event of store.events()) {
    if (event.position > last) return;
    yield event;
  }
}

function sentencesOf(faults: readonly string[]): string {
  const more = faults.length - MOST_NAMED;
  const rest = more > 0 ? [`And ${more} more.`] : [];
  return [...faults.slice(0, MOST_NAMED), ...rest].join("\n");
}
