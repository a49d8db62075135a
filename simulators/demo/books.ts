import { existsSync, readFileSync } from "node:fs";
import { assert } from "#contract/assert.ts";
import { openOutbox } from "#edge/outbox/outbox.ts";
import { parseConfig } from "#gateway/config.ts";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import { type Folder, STATIONS } from "./folder.ts";
import type { Books } from "./print.ts";

/** Reads what is on the disk; nobody else may have the files open. */
export async function readBooks(folder: Folder): Promise<Books> {
  const outboxDepths = new Map(STATIONS.map((name) => [name, leftIn(folder.outbox(name))]));
  return { sums: await sumsIn(folder), outboxDepths };
}

async function sumsIn({ journal, gatewayConfig }: Folder): Promise<Map<string, number>> {
  const config = parseConfig(readFileSync(gatewayConfig, "utf8"), gatewayConfig);
  assert(config.ok, config.ok ? "" : config.problem);
  const store = openSqliteStore(journal, config.value);
  const sums = new Map<string, number>();
  for (const { asset, amount } of await store.balances()) {
    sums.set(asset, (sums.get(asset) ?? 0) + amount);
  }
  await store.close();
  return sums;
}

/** Entries that have no receipt, or one that a person must look at. */
function leftIn(file: string): number {
  if (!existsSync(file)) return 0;
  const outbox = openOutbox(file);
  const left = outbox.depth() + outbox.deadLetters();
  outbox.close();
  return left;
}
