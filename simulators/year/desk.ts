import { assert } from "#contract/assert.ts";
import type { EpochMs } from "#contract/units.ts";
import type { Act } from "#gateway/registry/act.ts";
import type { Store } from "#gateway/store/store.ts";

/** What is wanted, without who and when: that the desk knows. */
type Wanted<A = Act> = A extends unknown ? Omit<A, "actor" | "at" | "approver"> : never;

/** Where people act: always the same two, whose sums are kept. */
export type Desk = {
  /** @throws AssertionError when it is refused: the simulation asks only for what is allowed */
  ask(wanted: Wanted, at: EpochMs): Promise<void>;
  /** @returns false when it is refused, which is counted by its code */
  tryTo(wanted: Wanted, at: EpochMs): Promise<boolean>;
  readonly refusals: ReadonlyMap<string, number>;
};

/** Who must be registered before anything else is done. */
export const PERSONS = ["amal", "basma"] as const;
const [ACTOR, APPROVER] = PERSONS;
const WITH_TWO: readonly string[] = [
  ...["person-add", "tariff-publish"],
  ...["deposit-enter", "deposit-correct", "dispute-dismiss"],
];

export function openDesk(store: Store): Desk {
  const refusals = new Map<string, number>();
  const perform = async (wanted: Wanted, at: EpochMs) => {
    const two = WITH_TWO.includes(wanted.kind) ? { approver: APPROVER } : {};
    return await store.act({ ...wanted, ...two, actor: ACTOR, at });
  };
  return {
    refusals,
    async ask(wanted, at) {
      const done = await perform(wanted, at);
      assert(done.ok, done.ok ? "" : `${wanted.kind}: ${done.problem.message}`);
    },
    async tryTo(wanted, at) {
      const done = await perform(wanted, at);
      if (done.ok) return true;
      const { code } = done.problem;
      refusals.set(code, 1 + (refusals.get(code) ?? 0));
      return false;
    },
  };
}
