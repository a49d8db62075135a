import type { AddressInfo } from "node:net";
import helmet from "@fastify/helmet";
import { type FastifyInstance, fastify } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { assert } from "#contract/assert.ts";
import type { SigningKey } from "#contract/jwk.ts";
import { cannotListen } from "../broker/listen.ts";
import type { GatewayStatus } from "../reports/status.ts";
import type { Store } from "../store/store.ts";
import { loadPage, type PageAssets } from "./assets.ts";
import { sendTagged } from "./etag.ts";
import { serveHealth } from "./health.ts";
import { serveLive } from "./live.ts";
import { type LiveFacts, openLiveFeed } from "./live-feed.ts";
import type { Log } from "./log.ts";
import { answerProblems, HttpProblem } from "./problem.ts";
import { serveRelief } from "./relief.ts";
import { serveManifest } from "./relief-manifest.ts";
import { serveStatements } from "./relief-statements.ts";

export type HttpOptions = Omit<LiveFacts, "page"> & {
  readonly store: Store;
  /** The JWK Set of the keys that sign receipts now, and of those that once did. */
  readonly keys: () => object;
  /** Signs manifests. */
  readonly signing: () => SigningKey;
  readonly status: () => GatewayStatus;
  readonly log: Log;
};

/** Until there are roles, only this machine is served. */
const LOOPBACK = "127.0.0.1";
const LOOPBACK_NAMES = new Set([LOOPBACK, "localhost", "[::1]"]);

/** @throws CannotListen when the port is taken; port 0 takes any free one */
export async function openHttp(
  options: HttpOptions & { readonly port: number },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const app = await buildHttp(options);
  try {
    await app.listen({ host: LOOPBACK, port: options.port });
  } catch (error) {
    await app.close();
    throw cannotListen(error, { host: LOOPBACK, port: options.port, flag: "--port" });
  }
  return { port: portOf(app), close: () => app.close() };
}

/** The routes without a socket, for tests. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { store, log } = options;
  const page = loadPage();
  const app = fastify({
    // A body that trickles in is cut off: Fastify's own defaults would wait for ever.
    requestTimeout: 15_000,
    http: { connectionsCheckingInterval: 2_000 },
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app, log);
  await app.register(helmet, protection(page));
  refuseForeignHosts(app);
  servePage(app, page);
  serveHealth(app, options);
  serveRelief(app, { store });
  serveStatements(app, { store });
  serveManifest(app, options);
  serveLive(app, openLiveFeed(store, { ...options, page: page.version }, log));
  app.get("/api/v1/keys", (_request, reply) =>
    reply.header("cache-control", "no-cache").send(options.keys()),
  );
  return app;
}

function servePage(app: FastifyInstance, { files }: PageAssets): void {
  for (const [path, asset] of files) {
    app.get(path, (request, reply) => sendTagged({ request, reply }, asset));
  }
}

/** A page on the web could name us in its own DNS and read what only this machine may. */
function refuseForeignHosts(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    if (LOOPBACK_NAMES.has(request.hostname)) return;
    const sentence = `This gateway is served as ${LOOPBACK} or localhost, not as ${request.hostname}.`;
    throw new HttpProblem(421, "foreign-host", sentence);
  });
}

/** Nothing from elsewhere, nowhere framed. HSTS and upgrades to https would break plain HTTP. */
function protection({ inlineScripts }: PageAssets) {
  return {
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...inlineScripts],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  };
}

function portOf(app: FastifyInstance): number {
  const address: AddressInfo | string | null = app.server.address();
  assert(address !== null && typeof address === "object", "the server listens on a port");
  return address.port;
}
