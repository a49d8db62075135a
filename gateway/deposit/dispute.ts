import type { UtcTime } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { Refusal } from "../registry/act.ts";

/** That a deposit is disputed, by whom it was noted and when. */
export type OpenDispute = { readonly since: UtcTime; readonly by: string };

/** What is known of the deposit that an act names. */
export type Disputed = {
  /** As people write it. */
  readonly name: string;
  /** False while it lies in quarantine and nobody has said what it counts for. */
  readonly counts: boolean;
  readonly open: OpenDispute | null;
};

/** May it be disputed? Whatever is recorded, held or not, once at a time. */
export function checkDispute({ name, counts, open }: Disputed): Result<null, Refusal> {
  if (!counts) {
    const mend = `it lies in quarantine and counts for nothing yet; decide it with "held release" or "held strike-out"`;
    return fail({ code: "undecided", message: `Deposit ${name} cannot be disputed: ${mend}.` });
  }
  if (open === null) return ok(null);
  const day = open.since.slice(0, 10);
  const message = `Deposit ${name} is disputed already, since ${day} by ${open.by}.`;
  return fail({ code: "disputed-already", message });
}

/** May its dispute be dismissed? Only one that nothing has settled. */
export function checkDismissal({ name, open }: Disputed): Result<null, Refusal> {
  if (open !== null) return ok(null);
  const message = `Deposit ${name} is not disputed: "deposit disputes" shows what is.`;
  return fail({ code: "not-disputed", message });
}
