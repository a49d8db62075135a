import type { Chain, Slug } from "#contract/ids.ts";
import { keyIdOf } from "#contract/jwk.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { EventBody, EventOf } from "../journal/event.ts";
import type { Act, ActOf, Refusal } from "./act.ts";
import { approve } from "./approve.ts";
import { decideDemand, decideWaiver } from "./card-proofs.ts";
import { decideBudget } from "./decide-budget.ts";
import { nextChainNumber } from "./open-registry.ts";
import type { Registry } from "./registry.ts";

/** Acts that other rules judge: of tariffs, and those that move what a ledger holds. */
type OtherRules =
  | ("tariff-publish" | "tariff-withdraw" | "deposit-correct" | "payment-record")
  | ("credits-expire" | "expiry-undo")
  | ("deposit-dispute" | "dispute-dismiss" | "relief-rule-withdraw")
  | "deposit-enter"
  | ("relief-rule-publish" | "fee-accounts-import" | "household-move" | "year-close");
export type RegistryAct = Exclude<Act, { kind: OtherRules }>;
type Decision = Result<EventBody, Refusal>;

/** First characters of a chain's name that a station shows, and a person compares. */
export const APPROVAL_CODE_LENGTH = 12;

/** A station asks for one chain at a time; a faulty one must not fill the journal. */
const MAX_REQUESTS = 8;

const refused = (code: string, message: string) => fail({ code, message });

/**
 * What an act comes to, judged by what is known.
 *
 * @param nextMonth `YYYY-MM`: the first in which no deposit can have been weighed yet
 */
export function decideAct(act: RegistryAct, registry: Registry, nextMonth: string): Decision {
  switch (act.kind) {
    case "station-enrol":
      return decideEnrolment(act, registry);
    case "chain-request":
      return decideRequest(act, registry);
    case "chain-approve":
      return decideApproval(act, registry);
    case "station-revoke":
      return decideRevocation(act, registry);
    case "household-add":
      return registry.households.has(act.household)
        ? refused("household-exists", `Household ${act.household} is already there.`)
        : ok({ kind: "household-added", household: act.household, members: act.members });
    case "household-resize":
      return decideResize(act, registry, nextMonth);
    case "person-add":
      return decidePerson(act, registry);
    case "producer-enrol":
      return registry.producers.has(act.producer)
        ? refused("producer-exists", `Producer ${act.producer} is already enrolled.`)
        : ok({ kind: "producer-enrolled", producer: act.producer });
    case "card-issue":
      return decideIssue(act, registry);
    case "card-block":
      return registry.blocked.has(act.card)
        ? refused("card-already-blocked", `Card ${act.card} is already blocked.`)
        : ok({ kind: "card-blocked", card: act.card });
    case "card-demand-proof":
      return decideDemand(act, registry);
    case "card-waive-proof":
      return decideWaiver(act, registry);
    case "budget-adopt":
      return decideBudget(act, registry);
    case "restored":
      return ok({ kind: "restored", since: act.since });
  }
}

function decideEnrolment(act: ActOf<"station-enrol">, registry: Registry): Decision {
  const { station, publicKey, passwordHash } = act;
  const chain = keyIdOf(publicKey);
  // One that lost its disk lost its password too: revoked, it may be enrolled anew with another key.
  if (chainsOf(station, registry)?.some(({ state }) => state === "open")) {
    const mend = `its next key comes over the wire and is approved with "station approve ${station} CODE"`;
    const lost = `if its disk was lost, revoke it first with "station revoke ${station}"`;
    return refused("station-exists", `Station ${station} is already enrolled: ${mend}; ${lost}.`);
  }
  const taken = keyTaken(chain, registry);
  if (taken !== null) return taken;
  return ok({ kind: "station-enrolled", station, chain, publicKey, passwordHash });
}

function decideRequest(act: ActOf<"chain-request">, registry: Registry): Decision {
  const { station, publicKey } = act;
  if (!registry.stations.has(station)) return unknownStation(station);
  const waiting = chainsOf(station, registry)?.filter(({ state }) => state === "requested") ?? [];
  if (waiting.length >= MAX_REQUESTS) {
    const mend = `approve one with "station approve ${station} CODE"`;
    return refused(
      "too-many-requests",
      `Station ${station} already asks for ${MAX_REQUESTS}: ${mend}.`,
    );
  }
  const chain = keyIdOf(publicKey);
  return keyTaken(chain, registry) ?? ok({ kind: "chain-requested", station, chain, publicKey });
}

function decideApproval(act: ActOf<"chain-approve">, registry: Registry): Decision {
  const { station, code } = act;
  const known = chainsOf(station, registry);
  if (known === null) return unknownStation(station);
  const asked = known.filter(({ state }) => state === "requested");
  const meant = asked.filter(({ chain }) => chain.startsWith(code));
  const [match, ...more] = meant;
  if (match === undefined || more.length > 0 || code.length < APPROVAL_CODE_LENGTH) {
    const waiting = asked.map(({ chain }) => chain.slice(0, APPROVAL_CODE_LENGTH)).join(", ");
    const hint = waiting === "" ? "nothing waits for approval there" : `waiting are: ${waiting}`;
    return refused("no-such-request", `Station ${station} shows no code ${code}: ${hint}.`);
  }
  const number = nextChainNumber(known);
  return ok({ kind: "chain-approved", station, chain: match.chain, number });
}

function decideRevocation({ station }: ActOf<"station-revoke">, registry: Registry): Decision {
  const open = chainsOf(station, registry)?.filter(({ state }) => state === "open");
  if (open === undefined) return unknownStation(station);
  if (open.length === 0) {
    return refused("nothing-to-revoke", `Station ${station} has no open chain left to revoke.`);
  }
  const event: EventOf<"station-revoked"> = {
    kind: "station-revoked",
    station,
    chains: open.map(({ chain }) => chain),
  };
  return ok(event);
}

function decideResize(
  { household, members }: ActOf<"household-resize">,
  registry: Registry,
  fromMonth: string,
): Decision {
  if (!registry.households.has(household)) return unknownHousehold(household);
  return ok({ kind: "household-resized", household, members, fromMonth });
}

function decidePerson(act: ActOf<"person-add">, registry: Registry): Decision {
  const { person } = act;
  if (registry.persons.has(person)) {
    return refused("person-exists", `${person} is already registered.`);
  }
  const approval = approve(act, registry);
  return approval.ok
    ? ok({ kind: "person-registered", person, approval: approval.value })
    : approval;
}

function decideIssue({ card, household }: ActOf<"card-issue">, registry: Registry): Decision {
  if (!registry.households.has(household)) return unknownHousehold(household);
  if (registry.blocked.has(card)) {
    return refused("card-blocked", `Card ${card} is blocked: issue another one.`);
  }
  if (registry.cards.get(card)?.at(-1)?.household === household) {
    return refused("card-already-issued", `Household ${household} already holds card ${card}.`);
  }
  return ok({ kind: "card-issued", household, card });
}

function chainsOf(station: Slug, registry: Registry) {
  const chains = registry.stations.get(station)?.chains;
  return chains?.flatMap((chain) => registry.chains.get(chain) ?? []) ?? null;
}

function keyTaken(chain: Chain, registry: Registry): Decision | null {
  const owner = registry.chains.get(chain)?.station;
  if (owner === undefined) return null;
  return refused("key-known", `The key ${chain} already belongs to station ${owner}.`);
}

export function unknownHousehold(household: Slug) {
  const mend = `add it first with "household add ${household} --members N"`;
  return refused("no-such-household", `There is no household ${household}: ${mend}.`);
}

export const unknownStation = (station: Slug): Result<never, Refusal> =>
  refused(
    "no-such-station",
    `There is no station ${station}: enrol it first with "station enrol".`,
  );
