import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { slug } from "#contract/fields.ts";
import { type ReliefPage, reliefPage } from "#contract/relief-page.ts";
import type { ReliefYear } from "#contract/relief-statement.ts";
import { statementsCsv } from "../papers/statements-csv.ts";
import type { Store } from "../store/store.ts";
import { preferredType } from "./accept.ts";
import { etagOf, sendTagged } from "./etag.ts";
import { parseQuery } from "./query.ts";
import { notAcceptable, parseYear, readYear, YEAR_TYPES, yearView } from "./years.ts";

const params = z.strictObject({ year: z.string() });
const USUAL_LIMIT = 100;
const MOST = 1_000;
const ALLOWED = `are ?cursor=HOUSEHOLD, ?limit=1 to ${MOST} and ?view=frozen`;
const query = z.strictObject({
  view: yearView,
  /** The household after which the page begins. */
  cursor: slug.optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(USUAL_LIMIT),
});

/** `GET /api/v1/relief/{year}/statements`, page by page, as JSON or CSV. */
export function serveStatements(
  app: FastifyInstance,
  { store }: { readonly store: Pick<Store, "reliefYear"> },
): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get("/api/v1/relief/:year/statements", { schema: { params } }, async (request, reply) => {
      const year = parseYear(request.params.year);
      const asked = parseQuery(request.query, query, ALLOWED);
      const type = preferredType(request.headers.accept, YEAR_TYPES);
      if (type === null) throw notAcceptable(YEAR_TYPES);
      const page = pageOf(await readYear(year, asked.view, store), asked);
      const body = type === "text/csv" ? statementsCsv(page) : JSON.stringify(page);
      reply.header("vary", "accept");
      // CSV has no room for it.
      if (page.next !== null) reply.header("link", `<${page.next}>; rel="next"`);
      const tagged = { body, etag: etagOf(body), type: `${type}; charset=utf-8` };
      return sendTagged({ request, reply }, tagged);
    });
}

type Asked = z.output<typeof query>;

/** @param year its statements are by name, so that a cursor is a name */
function pageOf(year: ReliefYear, { cursor = "", limit, view }: Asked): ReliefPage {
  const rest = year.statements.filter(({ household }) => household > cursor);
  const statements = rest.slice(0, limit);
  const last = statements.at(-1);
  const more = rest.length > statements.length && last !== undefined;
  const path = `/api/v1/relief/${year.year}/statements`;
  const same = view === "now" ? "" : `&view=${view}`;
  const next = more ? `${path}?cursor=${last.household}&limit=${limit}${same}` : null;
  return reliefPage.parse({ ...year, statements, next });
}
