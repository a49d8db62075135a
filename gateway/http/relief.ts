import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { reliefTotals } from "#contract/relief-totals.ts";
import { reliefCsv, reliefTotalsOf } from "../reports/relief-totals.ts";
import type { Store } from "../store/store.ts";
import { preferredType } from "./accept.ts";
import { etagOf, sendTagged } from "./etag.ts";
import { HttpProblem } from "./problem.ts";

const TYPES = ["application/json", "text/csv"] as const;
const params = z.strictObject({ year: z.string() });

/** `GET /api/v1/relief/{year}`: every household's year, for the municipality's own programs. */
export function serveRelief(
  app: FastifyInstance,
  { scheme, store }: { readonly scheme: string; readonly store: Pick<Store, "reliefTotals"> },
): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/api/v1/relief/:year", { schema: { params } }, async (request, reply) => {
      const year = parseYear(request.params.year);
      const type = preferredType(request.headers.accept, TYPES);
      if (type === null) throw notAcceptable();
      const totals = reliefTotalsOf({ scheme, year }, await store.reliefTotals(year));
      const body =
        type === "text/csv" ? reliefCsv(totals) : JSON.stringify(reliefTotals.parse(totals));
      reply.header("vary", "accept");
      const charset = `${type}; charset=utf-8`;
      return sendTagged({ request, reply }, { body, etag: etagOf(body), type: charset });
    });
}

function parseYear(text: string): number {
  if (/^2\d{3}$/.test(text)) return Number(text);
  const sentence = `"${text}" is not a year: write four digits, such as /api/v1/relief/2026.`;
  throw new HttpProblem(400, "bad-year", sentence);
}

const notAcceptable = () =>
  new HttpProblem(406, "not-acceptable", `Accept must allow one of: ${TYPES.join(", ")}.`);
