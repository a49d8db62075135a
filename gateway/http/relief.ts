import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { reliefTotals } from "#contract/relief-totals.ts";
import { reliefCsv, reliefTotalsOf } from "../reports/relief-totals.ts";
import type { Store } from "../store/store.ts";
import { preferredType } from "./accept.ts";
import { etagOf, sendTagged } from "./etag.ts";
import { notAcceptable, parseYear, YEAR_TYPES } from "./years.ts";

const params = z.strictObject({ year: z.string() });

/** `GET /api/v1/relief/{year}`: every household's year, for the municipality's own programs. */
export function serveRelief(
  app: FastifyInstance,
  { store }: { readonly store: Pick<Store, "reliefTotals" | "reliefYear"> },
): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/api/v1/relief/:year", { schema: { params } }, async (request, reply) => {
      const year = parseYear(request.params.year);
      const type = preferredType(request.headers.accept, YEAR_TYPES);
      if (type === null) throw notAcceptable(YEAR_TYPES);
      const totals = reliefTotalsOf(await store.reliefYear(year), await store.reliefTotals(year));
      const body =
        type === "text/csv" ? reliefCsv(totals) : JSON.stringify(reliefTotals.parse(totals));
      reply.header("vary", "accept");
      const charset = `${type}; charset=utf-8`;
      return sendTagged({ request, reply }, { body, etag: etagOf(body), type: charset });
    });
}
