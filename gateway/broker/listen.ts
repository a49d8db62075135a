import { once } from "node:events";
import type { Server } from "node:net";

/** The gateway cannot listen where it was told to. The message is a sentence for the operator. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

/**
 * @param flag of the command line that chooses another port
 * @returns the port, which is another one than asked for when that was 0
 * @throws CannotListen
 */
export async function listen(
  server: Server,
  at: { readonly host: string; readonly port: number; readonly flag: string },
): Promise<number> {
  server.listen(at.port, at.host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw cannotListen(error, at);
  }
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : at.port;
}

/** What a server's error at listening means to the operator. */
export function cannotListen(error: unknown, at: Parameters<typeof listen>[1]): CannotListen {
  return new CannotListen(sentenceFor(error, at), { cause: error });
}

function sentenceFor(error: unknown, { host, port, flag }: Parameters<typeof listen>[1]): string {
  const code = error instanceof Error && "code" in error ? error.code : String(error);
  const another = `or choose another port with ${flag}.`;
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is taken by another program: stop it, ${another}`;
  }
  if (code === "EACCES") return `Port ${port} needs more rights than this user has: ${another}`;
  return `Cannot listen on ${host}, port ${port} (${code}): mend the host, ${another}`;
}
