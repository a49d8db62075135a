import { existsSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "#contract/result.ts";
import { defaultConfig } from "#gateway/config.ts";
import { openKeyring } from "#gateway/keyring/keyring.ts";
import { takeLock } from "#gateway/keyring/lock.ts";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import { writeYear, type YearTotals } from "../year/year.ts";
import type { SimulateOptions } from "./args.ts";

/**
 * A new data folder, as a gateway that ran for a year would have left it.
 *
 * @returns a sentence for the user where the folder is not free
 */
export async function simulateYear(
  { data, ...options }: SimulateOptions,
  progress: (sentence: string) => void,
): Promise<Result<YearTotals & { readonly seconds: number }, string>> {
  const start = performance.now();
  if (existsSync(join(data, "journal.db"))) {
    return fail(`${data} has a journal already: choose another folder with --data.`);
  }
  const lock = takeLock(data);
  if (!lock.ok) return fail(`${data} is in use by another process.`);
  openKeyring(data);
  const config = defaultConfig();
  const store = openSqliteStore(join(data, "journal.db"), config);
  try {
    const totals = await writeYear({ ...config, ...options }, store, progress);
    return ok({ ...totals, seconds: Math.round((performance.now() - start) / 100) / 10 });
  } finally {
    await store.close();
    lock.value.release();
  }
}
