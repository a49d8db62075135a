import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { utcTime } from "#contract/ids.ts";
import type { SigningKey } from "#contract/jwk.ts";
import type { EpochMs } from "#contract/units.ts";
import { tariffsOf, textFilesOf } from "../papers/files-of-year.ts";
import { manifestOf, signManifest } from "../papers/manifest.ts";
import type { Store } from "../store/store.ts";
import { etagOf, sendTagged } from "./etag.ts";
import { parseQuery } from "./query.ts";
import { parseYear, readYear, yearView } from "./years.ts";

const params = z.strictObject({ year: z.string() });
const query = z.strictObject({ view: yearView });

/**
 * `GET /api/v1/relief/{year}/manifest`: totals, rules and SHA-256 of the year's files as a JWS that a
 * key of `/api/v1/keys` signs. `statements.csv` is what `/statements` gives of the
 * same view in one page.
 */
export function serveManifest(
  app: FastifyInstance,
  parts: {
    readonly store: Pick<Store, "reliefYear">;
    readonly signing: () => SigningKey;
    readonly now: () => EpochMs;
  },
): void {
  const { store, signing, now } = parts;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/api/v1/relief/:year/manifest", { schema: { params } }, async (request, reply) => {
      const of = parseYear(request.params.year);
      const { view } = parseQuery(request.query, query, "is ?view=frozen");
      const year = await readYear(of, view, store);
      const [files, tariffs] = [textFilesOf(year), tariffsOf(year)];
      const manifest = manifestOf({ files, year, view, tariffs, at: utcTime(now()) });
      const body = signManifest(manifest, signing());
      return sendTagged({ request, reply }, { body, etag: etagOf(body), type: "application/jose" });
    });
}
