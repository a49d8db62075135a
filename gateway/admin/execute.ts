import { unreachable } from "#contract/assert.ts";
import { hledgerJournal } from "../reports/hledger.ts";
import { journalLines } from "../reports/journal-lines.ts";
import { reliefCsv, reliefTotalsOf } from "../reports/relief-totals.ts";
import { backUp } from "./backup.ts";
import { showAccount, showLiability, showTrialBalance } from "./books.ts";
import type { AdminRequest, CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { addHousehold, blockCard, issueCard, showHousehold } from "./households.ts";
import { listHeld, showStatus } from "./overview.ts";
import { answer, type Outcome, report } from "./reply.ts";
import { approveChain, enrolStation, revokeStation } from "./stations.ts";
import { verifyRelief } from "./verify.ts";

/**
 * Does what a person asks for, in a running gateway or in a process of its own.
 *
 * @returns or one sentence that says what to mend; nothing was changed then
 * @throws what the store throws when its disk fails
 */
export async function execute(
  { actor, command }: AdminRequest,
  context: AdminContext,
): Promise<Outcome> {
  const acting = { actor, at: context.now() };
  switch (command.kind) {
    case "station-enrol":
      return enrolStation(command, acting, context);
    case "station-approve":
      return approveChain(command, acting, context);
    case "station-revoke":
      return revokeStation(command, acting, context);
    case "household-add":
      return addHousehold(command, acting, context);
    case "household-show":
      return showHousehold(command, context);
    case "card-issue":
      return issueCard(command, acting, context);
    case "card-block":
      return blockCard(command, acting, context);
    case "tariff-publish": {
      const { tariff } = command;
      const done = await context.store.act({ ...acting, kind: "tariff-publish", tariff });
      if (!done.ok) return done;
      const { id, validFrom } = tariff;
      return answer({ tariff: id, validFrom, event: done.value.position }, done.value.text);
    }
    case "held-list":
      return listHeld(context);
    case "status":
      return showStatus(context);
    case "backup":
      return backUp(command, context);
    case "journal-export":
      return exportJournal(command, context);
    case "trial-balance":
      return showTrialBalance(command, context);
    case "account-show":
      return showAccount(command, context);
    case "liability":
      return showLiability(command, context);
    case "relief-totals":
      return showRelief(command, context);
    case "relief-verify":
      return verifyRelief(command, context);
    default:
      return unreachable(command);
  }
}

function exportJournal(
  { format, months }: CommandOf<"journal-export">,
  { store, scheme }: AdminContext,
): Outcome {
  if (format === "jsonl") return report(journalLines(store.events()));
  return report(hledgerJournal(store.ledgerEntries(), `Qamama, scheme ${scheme.name}`, months));
}

async function showRelief(
  { year, format }: CommandOf<"relief-totals">,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  const rows = await store.reliefTotals(year);
  const totals = reliefTotalsOf({ scheme: scheme.name, year }, rows);
  const text = format === "csv" ? reliefCsv(totals).trimEnd() : JSON.stringify(totals, null, 2);
  return answer(totals, text);
}
