import { request as httpRequest, type IncomingMessage } from "node:http";
import { json as readJson } from "node:stream/consumers";
import * as z from "zod";
import { fail } from "#contract/result.ts";
import type { AdminRequest } from "./command.ts";
import { answer, type Outcome, report } from "./reply.ts";
import { COMMAND_PATH } from "./socket.ts";

const answered = z.strictObject({ data: z.json(), text: z.string() });
const problem = z.strictObject({ code: z.string(), message: z.string() });

/**
 * Gives a command to a running gateway.
 *
 * @returns null when nobody listens at the socket: the gateway that made it has been killed
 * @throws GatewayGone when it ends in the middle of its answer
 */
export async function askGateway(path: string, request: AdminRequest): Promise<Outcome | null> {
  const response = await post(path, JSON.stringify(request));
  if (response === null) return null;
  const type = response.headers["content-type"] ?? "";
  if (response.statusCode === 200 && type.startsWith("text/plain")) {
    return report(whole(response.setEncoding("utf8")));
  }
  const body = await readJson(response).catch(gone);
  if (response.statusCode !== 200) return fail(problem.parse(body));
  const { data, text } = answered.parse(body);
  return answer(data, text);
}

/** The running gateway ended, or was ended. */
class GatewayGone extends Error {
  override readonly name = "GatewayGone";
  readonly code = "gateway-gone";
}

function gone(cause: unknown): never {
  throw new GatewayGone("The gateway ended in the middle of its answer: try again", { cause });
}

async function* whole(response: IncomingMessage): AsyncIterable<string> {
  try {
    for await (const chunk of response) yield String(chunk);
  } catch (cause) {
    gone(cause);
  }
}

function post(socketPath: string, body: string): Promise<IncomingMessage | null> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage | null>();
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const options = { socketPath, method: "POST", path: COMMAND_PATH, headers, agent: false };
  const sent = httpRequest(options, resolve);
  sent.on("error", (error: NodeJS.ErrnoException) => {
    const nobody = error.code === "ENOENT" || error.code === "ECONNREFUSED";
    if (nobody) resolve(null);
    else reject(error);
  });
  sent.end(body);
  return promise;
}
