import { assert } from "#contract/assert.ts";
import { parseEnrol } from "#contract/enrol.ts";
import type { CardId, Chain, Hash, UtcTime } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import {
  generateSigningKey,
  importPublicJwk,
  type PublicJwk,
  type SigningKey,
} from "#contract/jwk.ts";
import { type MessageType, signJws } from "#contract/jws.ts";
import { type Page, parsePage } from "#contract/page.ts";
import type { Outcome, OutcomeName, Receipt } from "#contract/receipt.ts";
import type { ChainSettings, Settings } from "#contract/settings.ts";
import {
  type Downlink,
  type PageRange,
  parseUplinkTopic,
  type StationName,
  topicOf,
} from "#contract/topics.ts";

/** How an entry of a page is answered; null: not at all, for now. */
export type Verdict = (entry: PageRange & { seq: number; hash: Hash }) => Partial<Outcome> | null;
export const verdictOf =
  (outcome: OutcomeName): Verdict =>
  ({ hash }) => ({ outcome, hash: outcome === "deferred" ? null : hash });

/** A far end for tests of a station: real keys, real signatures, answers by script. */
export type ScriptedGateway = {
  readonly root: SigningKey;
  /** What a station's publish gets: receipts, by the verdict now in force. */
  receive(topic: string, payload: string): void;
  /** How pages are answered from now on; all posted at first. */
  answer(verdict: Verdict): void;
  list(chain: Chain, key: PublicJwk, more?: Partial<ChainSettings>): void;
  forget(chain: Chain): void;
  sayKeys(more?: { version?: number; scheme?: string; signer?: SigningKey }): void;
  saySettings(more?: Partial<Settings>, signer?: SigningKey): void;
  sayBlocked(cards: readonly CardId[], more?: { version?: number; scheme?: string }): void;
  sayReceipt(chain: Chain, outcomes: readonly Partial<Outcome>[], signer?: SigningKey): void;
  /** A new signing key, listed from the next keys message on. */
  rotate(): void;
  /** All pages that came, as they were read. */
  readonly pages: readonly (PageRange & { readonly page: Page })[];
  readonly enrols: readonly Chain[];
  readonly states: readonly string[];
  readonly health: readonly string[];
  clear(): void;
};

export function openScriptedGateway(
  name: StationName,
  { now, publish }: { now(): number; publish(topic: string, payload: string): void },
): ScriptedGateway {
  const root = generateSigningKey();
  let signing = generateSigningKey();
  let keysVersion = 1;
  let version = 1;
  let verdict = verdictOf("posted");
  const keys = new Map<Chain, PublicJwk>();
  const chains = new Map<Chain, ChainSettings>();
  const seen = { pages: [] as (PageRange & { page: Page })[], enrols: [] as Chain[] };
  const [states, health]: [string[], string[]] = [[], []];

  const at = (): UtcTime => utcTime(now());
  const say = (leaf: Downlink, typ: MessageType, message: object, signer: SigningKey) =>
    publish(topicOf(name, leaf), signJws(typ, JSON.stringify(message), signer));

  function sayReceipt(chain: Chain, outcomes: readonly Partial<Outcome>[], signer = signing): void {
    const receipt: Receipt = { v: 1, ...name, chain, at: at(), outcomes: outcomes.map(completed) };
    say("receipts", "qamama-receipt", receipt, signer);
  }

  function onPage(range: PageRange, payload: string): void {
    const jwk = keys.get(range.chain);
    const key = jwk && ({ key: importPublicJwk(jwk), alg: "EdDSA" } as const);
    if (key === undefined) {
      const seqs = Array.from({ length: range.last - range.first + 1 }, (_, i) => range.first + i);
      sayReceipt(
        range.chain,
        seqs.map((seq) => ({ seq, reasons: ["no-such-chain"] })),
      );
      return;
    }
    const page = parsePage(new TextEncoder().encode(payload), range, key);
    assert(page.ok, `the station sent a page that is ${page.ok ? "" : page.problem}`);
    seen.pages.push({ ...range, page: page.value });
    const outcomes = page.value.entries.flatMap(({ seq, hash }) => {
      const outcome = verdict({ ...range, seq, hash });
      return outcome === null ? [] : [{ seq, ...outcome }];
    });
    if (outcomes.length > 0) sayReceipt(range.chain, outcomes);
  }

  function onEnrol(payload: string): void {
    const enrol = parseEnrol(new TextEncoder().encode(payload), name);
    assert(enrol.ok, "the station asks as the contract says");
    seen.enrols.push(enrol.value.chain);
  }

  return {
    root,
    receive(topic, payload) {
      const parsed = parseUplinkTopic(topic);
      assert(parsed.ok, `the station published to ${topic}`);
      if (parsed.value.leaf === "journal") onPage(parsed.value.range, payload);
      else if (parsed.value.leaf === "enrol") onEnrol(payload);
      else (parsed.value.leaf === "state" ? states : health).push(payload);
    },
    answer(next) {
      verdict = next;
    },
    list(chain, key, more = {}) {
      keys.set(chain, key);
      chains.set(chain, { chain, number: chains.size + 1, state: "open", next: 1, ...more });
    },
    forget(chain) {
      keys.delete(chain);
      chains.delete(chain);
    },
    rotate() {
      signing = generateSigningKey();
      keysVersion += 1;
    },
    sayKeys({ version: other = keysVersion, scheme = name.scheme, signer = root } = {}) {
      const message = { v: 1, scheme, version: other, keys: [signing.publicJwk] };
      say("keys", "qamama-keys", message, signer);
    },
    saySettings(more = {}, signer = signing) {
      version += 1;
      const message: Settings = {
        v: 1,
        ...name,
        keysVersion,
        version,
        at: at(),
        streams: [],
        currency: { code: "QAM", minorUnits: 2 },
        timeZone: "Asia/Hebron",
        chains: [...chains.values()],
        restored: null,
        ...more,
      };
      say("settings", "qamama-settings", message, signer);
    },
    sayBlocked(cards, more = {}) {
      version += 1;
      const message = { v: 1, scheme: name.scheme, keysVersion, version, cards, ...more };
      say("blocked", "qamama-blocked", message, signing);
    },
    sayReceipt,
    ...seen,
    states,
    health,
    clear() {
      for (const list of [seen.pages, seen.enrols, states, health]) list.length = 0;
    },
  };
}

const completed = (outcome: Partial<Outcome>): Outcome => ({
  seq: 1,
  hash: null,
  outcome: "deferred",
  repeat: false,
  reasons: [],
  credited: null,
  points: null,
  balance: null,
  owed: null,
  ...outcome,
});
