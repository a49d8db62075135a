import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those from which a system takes ports for outgoing connections: Linux 32768, others higher. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/**
 * A TCP port of loopback for a process that will be killed and started again: one that `listen(0)`
 * gives might be some other connection's by then.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => resolve(false));
  server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  return promise;
}
