import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { fastify } from "fastify";
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { writeFileAtomically } from "../keyring/atomic-file.ts";
import { type AdminRequest, adminRequest } from "./command.ts";
import type { Outcome } from "./reply.ts";

/** In the data folder: the path of the socket, which itself must be short. */
export const SOCKET_FILE = "admin.socket";
export const COMMAND_PATH = "/v1/command";
const FOLDER_PREFIX = "qamama-admin-";

type Log = { error(facts: object, message: string): void };

/**
 * Takes commands while the gateway runs, from its own user only: HTTP over a socket of mode 600 in a
 * folder of mode 700. The caller holds the data folder's lock, so a socket file that is there already
 * was left by a gateway that was killed.
 */
export async function openAdminSocket(desk: {
  readonly data: string;
  readonly execute: (request: AdminRequest) => Promise<Outcome>;
  readonly log: Log;
}): Promise<{ readonly path: string; close(): Promise<void> }> {
  const { data, execute, log } = desk;
  const pathFile = join(data, SOCKET_FILE);
  removeStale(pathFile);
  const folder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX)); // mode 700
  const path = join(folder, "socket");
  const app = serverOf(execute, log);
  await app.listen({ path });
  chmodSync(path, 0o600);
  writeFileAtomically(pathFile, `${path}\n`);
  return {
    path,
    async close() {
      rmSync(pathFile, { force: true });
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where a gateway says that it listens; null when none says so. */
export function socketOf(data: string): string | null {
  const file = join(data, SOCKET_FILE);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

function removeStale(pathFile: string): void {
  const folder = existsSync(pathFile) ? dirname(readFileSync(pathFile, "utf8").trim()) : "";
  // Only what was certainly made here is removed, whatever the file says.
  const ours = dirname(folder) === tmpdir() && basename(folder).startsWith(FOLDER_PREFIX);
  if (ours) rmSync(folder, { recursive: true, force: true });
  rmSync(pathFile, { force: true });
}

/** A list of fee accounts of 8 MB, in base64, and what is around it. */
const MAX_BYTES = 11_000_000;

function serverOf(execute: (request: AdminRequest) => Promise<Outcome>, log: Log) {
  const app = fastify({
    requestTimeout: 15_000,
    bodyLimit: MAX_BYTES,
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, "a command failed");
    const message =
      status < 500
        ? `The gateway does not know this command (${error.message}): it may be of another version.`
        : "The gateway failed at this command; its log says why.";
    return reply.code(status).send({ code: status < 500 ? "bad-command" : "internal", message });
  });
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(COMMAND_PATH, { schema: { body: adminRequest } }, async (request, reply) => {
      const outcome = await execute(request.body);
      if (!outcome.ok) return reply.code(422).send(outcome.problem);
      if (outcome.value.kind === "report") {
        return reply.type("text/plain; charset=utf-8").send(Readable.from(outcome.value.chunks));
      }
      const { data, text } = outcome.value;
      return reply.send({ data, text });
    });
  return app;
}
