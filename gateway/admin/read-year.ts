import type { Slug } from "#contract/ids.ts";
import type { ReliefYear } from "#contract/relief-statement.ts";
import { ok, type Result } from "#contract/result.ts";
import type { Refusal } from "../registry/act.ts";
import type { Store } from "../store/store.ts";
import { refused } from "./reply.ts";

type Asked = {
  readonly year: number;
  readonly view: "now" | "frozen";
  /** Absent: all. */
  readonly household?: Slug;
};

/** A year's statements in the view that is asked for; there is no frozen one while the year is open. */
export async function readYear(
  { year, ...of }: Asked,
  store: Pick<Store, "reliefYear">,
): Promise<Result<ReliefYear, Refusal>> {
  const told = await store.reliefYear(year, of);
  if (of.view === "now" || told.state === "closed") return ok(told);
  return refused(
    "year-open",
    `${year} is not closed yet, so nothing of it is frozen: leave out --view frozen.`,
  );
}
