import type { CardId } from "#contract/ids.ts";
import { ok, type Result } from "#contract/result.ts";
import type { Act, Refusal } from "../registry/act.ts";
import { authenticatingUid, sunKeysOf } from "./authenticating.ts";
import { cardNameOf } from "./card-name.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";

/** With the card come its earlier deposits. */
export async function issueCard(
  { household, card: meant }: CommandOf<"card-issue">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const card = await cardOf(meant, context);
  if (!card.ok) return card;
  return actOnCard({ ...acting, kind: "card-issue", household, card: card.value }, context);
}

export async function blockCard(
  { card: meant }: CommandOf<"card-block">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const card = await cardOf(meant, context);
  if (!card.ok) return card;
  return actOnCard({ ...acting, kind: "card-block", card: card.value }, context);
}

/** Of a card that can have none it would hold all that it brings. */
export async function demandProof(
  { card: meant }: CommandOf<"card-demand-proof">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const able = sunKeysOf(context);
  if (!able.ok) return able;
  const card = await cardOf(meant, context);
  if (!card.ok) return card;
  const bytes = "uid" in meant ? authenticatingUid(meant.uid) : ok(null);
  if (!bytes.ok) return bytes;
  return actOnCard({ ...acting, kind: "card-demand-proof", card: card.value }, context);
}

export async function waiveProof(
  { card: meant, reason, approver }: CommandOf<"card-waive-proof">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const card = await cardOf(meant, context);
  if (!card.ok) return card;
  const act = { ...acting, kind: "card-waive-proof", card: card.value, reason, approver } as const;
  return actOnCard(act, context);
}

type ActOnCard = Extract<Act, { kind: `card-${string}` }>;

async function actOnCard(act: ActOnCard, { store }: AdminContext): Promise<Outcome> {
  const done = await store.act(act);
  if (!done.ok) return done;
  const household = act.kind === "card-issue" ? { household: act.household } : {};
  return answer({ card: act.card, ...household, event: done.value.position }, done.value.text);
}

type MeantCard = CommandOf<"card-issue">["card"] | CommandOf<"card-block">["card"];

async function cardOf(
  meant: MeantCard,
  { store, keyring }: AdminContext,
): Promise<Result<CardId, Refusal>> {
  if ("card" in meant) return ok(meant.card);
  if ("uid" in meant) return cardNameOf(meant.uid, keyring.cardKey);
  const station = meant.lastTapAt;
  const tapped = await store.lastCardAt(station);
  if (tapped !== null) return ok(tapped);
  return refused(
    "no-tap",
    `Station ${station} has sent no deposit with a card yet: tap the card, weigh a bag, and try again.`,
  );
}
