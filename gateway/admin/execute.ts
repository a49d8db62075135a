import { unreachable } from "#contract/assert.ts";
import { hledgerJournal } from "../reports/hledger.ts";
import { journalLines } from "../reports/journal-lines.ts";
import { reliefCsv, reliefTotalsOf } from "../reports/relief-totals.ts";
import { backUp } from "./backup.ts";
import { showAccount, showLiability, showTrialBalance } from "./books.ts";
import { setBudget, showBudget } from "./budget.ts";
import { showCardKeys } from "./card-keys.ts";
import { blockCard, demandProof, issueCard, waiveProof } from "./cards.ts";
import type { AdminRequest, CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { correctDeposit } from "./corrections.ts";
import { expireCredits, listIdle, restoreCredits } from "./credits.ts";
import { showDigests } from "./digests.ts";
import { dismissDispute, disputeDeposit, listDisputes } from "./disputes.ts";
import { enterDeposit } from "./entries.ts";
import { explainDeposit } from "./explain.ts";
import { listHeld } from "./held.ts";
import { showHousehold } from "./household-page.ts";
import { addHousehold } from "./households.ts";
import { showStatus } from "./overview.ts";
import { addPerson, addProducer, recordPayment, resizeHousehold } from "./people.ts";
import { closeYear } from "./relief-close.ts";
import { showDraft } from "./relief-draft.ts";
import { exportYear } from "./relief-export.ts";
import { importFees, moveHousehold } from "./relief-fees.ts";
import { publishRule, withdrawRule } from "./relief-rule.ts";
import { showStatement } from "./relief-statement.ts";
import { answer, type Outcome, report } from "./reply.ts";
import { approveChain, enrolStation, revokeStation } from "./stations.ts";
import { publishTariff, withdrawTariff } from "./tariffs.ts";
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
    case "card-keys":
      return showCardKeys(command, context);
    case "card-demand-proof":
      return demandProof(command, acting, context);
    case "card-waive-proof":
      return waiveProof(command, acting, context);
    case "household-resize":
      return resizeHousehold(command, acting, context);
    case "person-add":
      return addPerson(command, acting, context);
    case "producer-add":
      return addProducer(command, acting, context);
    case "payment-record":
      return recordPayment(command, acting, context);
    case "credits-idle":
      return listIdle(command, context);
    case "credits-expire":
      return expireCredits(command, acting, context);
    case "credits-restore":
      return restoreCredits(command, acting, context);
    case "tariff-publish":
      return publishTariff(command, acting, context);
    case "tariff-withdraw":
      return withdrawTariff(command, acting, context);
    case "budget-set":
      return setBudget(command, acting, context);
    case "budget-show":
      return showBudget(context);
    case "deposit-correct":
      return correctDeposit(command, acting, context);
    case "deposit-dispute":
      return disputeDeposit(command, acting, context);
    case "dispute-dismiss":
      return dismissDispute(command, acting, context);
    case "dispute-list":
      return listDisputes(context);
    case "deposit-enter":
      return enterDeposit(command, acting, context);
    case "held-list":
      return listHeld(context);
    case "explain":
      return explainDeposit(command, context);
    case "digests":
      return showDigests(context);
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
    case "relief-rule-publish":
      return publishRule(command, acting, context);
    case "relief-rule-withdraw":
      return withdrawRule(command, acting, context);
    case "fees-import":
      return importFees(command, acting, context);
    case "household-move":
      return moveHousehold(command, acting, context);
    case "relief-draft":
      return showDraft(command, context);
    case "relief-close":
      return closeYear(command, acting, context);
    case "relief-statement":
      return showStatement(command, context);
    case "relief-export":
      return exportYear(command, context);
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
  { store }: AdminContext,
): Promise<Outcome> {
  const rows = await store.reliefTotals(year);
  const totals = reliefTotalsOf(await store.reliefYear(year), rows);
  const text = format === "csv" ? reliefCsv(totals).trimEnd() : JSON.stringify(totals, null, 2);
  return answer(totals, text);
}
