import type { Json } from "#contract/json.ts";
import type { AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";
import { tableOf } from "./table.ts";

type Digests = Readonly<Record<string, string>>;

/** Two folders of the same events show the same: of each table that follows from the events. */
export async function showDigests({ store }: AdminContext): Promise<Outcome> {
  const digests = await store.digests();
  return answer(digestsJson(digests), digestTable(digests));
}

export const digestsJson = (digests: Digests): Json => ({ ...digests });

export const digestTable = (digests: Digests): string =>
  tableOf(["table", "SHA-256"], Object.entries(digests));
