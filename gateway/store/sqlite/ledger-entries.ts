import type { Chain, Slug } from "#contract/ids.ts";
import type { Approval } from "../../journal/approval.ts";
import { slipIdOf } from "../../journal/deposit-id.ts";
import type { EventBody } from "../../journal/event.ts";
import type { LedgerEntry } from "../ledger-row.ts";
import type { Context } from "./context.ts";
import { int, text } from "./row.ts";

const CHUNK = 500;

/** Journal entries with their postings, in order, a chunk at a time. */
export async function* ledgerEntries(context: Context): AsyncIterable<LedgerEntry> {
  const heads = context.db.prepare(
    "SELECT position, date FROM ledger_entry WHERE position > ? ORDER BY position LIMIT ?",
  );
  const lines = context.db.prepare(`
    SELECT account.name AS account, asset.name AS asset, amount FROM posting
    JOIN account ON account.id = account JOIN asset ON asset.id = asset
    WHERE position = ? ORDER BY asset.name, amount, account.name`);
  for (let after = 0; ; ) {
    const rows = heads.all(after, CHUNK);
    for (const row of rows) {
      const position = int(row, "position");
      const postings = lines.all(position).map((line) => ({
        account: text(line, "account"),
        asset: text(line, "asset"),
        amount: int(line, "amount"),
      }));
      const { body } = context.journal.read(position);
      const described = describe(body, context);
      yield { position, date: text(row, "date"), kind: body.kind, postings, ...described };
      after = position;
    }
    if (rows.length < CHUNK) return;
  }
}

export function describe(
  body: EventBody,
  context: Context,
): Pick<LedgerEntry, "description" | "tags"> {
  switch (body.kind) {
    case "entry-received":
    case "entry-dated": {
      const deposit = depositIdOf(body, context);
      const weighed = body.weighing?.date ?? "";
      return {
        description: "deposit",
        tags: { deposit, weighed, reasons: body.verdict.reasons.join(" ") },
      };
    }
    case "deposit-entered": {
      const { slip, verdict, reason } = body;
      const deposit = depositIdOf(body, context);
      const weighed = body.weighing.date;
      const why = { reasons: verdict.reasons.join(" "), reason, ...approvedBy(body) };
      return { description: "deposit entered", tags: { deposit, manual: slip, weighed, ...why } };
    }
    case "deposit-corrected": {
      const deposit = depositIdOf(body, context);
      const weighed = body.weighing?.date ?? "";
      return {
        description: body.correction.strikeOut ? "deposit struck out" : "deposit corrected",
        tags: { deposit, weighed, reason: body.reason, ...approvedBy(body) },
      };
    }
    case "credits-expired": {
      const decision = body.decision.number;
      return { description: "credits expired", tags: { decision, ...approvedBy(body) } };
    }
    case "expiry-undone": {
      const expiry = `${body.expiry}`;
      const { reason } = body;
      return { description: "expiry undone", tags: { expiry, reason, ...approvedBy(body) } };
    }
    case "payment-recorded": {
      const { household, producer, reference } = body;
      return { description: "payment", tags: { household, producer, reference } };
    }
    case "year-closed": {
      const { year, decision } = body;
      return { description: "year closed", tags: { year: `${year}`, decision: decision.number } };
    }
    case "fee-accounts-imported":
      return { description: "fees charged", tags: { year: `${body.feeYear}` } };
    case "card-issued":
      return { description: "card claimed", tags: { card: body.card, household: body.household } };
    case "tariff-published":
      return { description: "first tariff", tags: { tariff: body.tariff.id } };
    default:
      return { description: body.kind, tags: {} };
  }
}

type Named = {
  readonly station: Slug;
  readonly chain?: Chain | null;
  readonly seq?: number | null;
  readonly slip?: string | undefined;
};

/** As people name it. */
function depositIdOf({ station, chain = null, seq, slip }: Named, { facts, registry }: Context) {
  if (slip !== undefined) return `${facts.scheme}/${slipIdOf({ station, slip })}`;
  const number = chain === null ? 0 : (registry.chains.get(chain)?.number ?? 0);
  return `${facts.scheme}/${station}/${number}/${seq}`;
}

function approvedBy({ approval: { approver, singlePerson } }: { readonly approval: Approval }) {
  return { approved: singlePerson ? "single-person" : (approver ?? "") };
}
