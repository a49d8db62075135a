import { createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { guard } from "./guard.ts";
import { CannotListen, listen } from "./listen.ts";
import { waitingRoom } from "./waiting-room.ts";

export type DoorOptions<Guest> = {
  readonly host: string;
  readonly port: number;
  /** PEM texts; null: in the clear. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** A connection, guarded. */
  enter(stream: Duplex): Guest;
};

/** Where connections come in, each watched until it has shown who it is, and less closely after. */
export type Door<Guest> = {
  readonly port: number;
  admit(guest: Guest): void;
  /** Lets nobody in any more. */
  shut(): void;
  /** Sends everyone away. */
  clear(): void;
};

const MAX_UNAUTHENTICATED = 256;

/** @throws CannotListen */
export async function openDoor<Guest extends object>(
  options: DoorOptions<Guest>,
): Promise<Door<Guest>> {
  const admissions = new WeakMap<Guest, () => void>();
  const waiting = waitingRoom(MAX_UNAUTHENTICATED);
  const sockets = new Set<Socket>();
  const secureContext = options.tls && secureContextOf(options.tls);

  function come(socket: Socket): void {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    waiting.enter(socket);
    let authenticated = false;
    const stream = guard(encrypted(socket, secureContext), () => authenticated);
    admissions.set(options.enter(stream), () => {
      authenticated = true;
      waiting.leave(socket);
    });
  }

  // Nagle's algorithm would hold each small acknowledgement back for up to 20 ms.
  const server = createServer({ noDelay: true, keepAlive: true }, come);
  const port = await listen(server, { ...options, flag: "--mqtt-port" });
  return {
    port,
    admit: (guest) => admissions.get(guest)?.(),
    shut: () => void server.close(),
    clear() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function encrypted(socket: Socket, secureContext: SecureContext | null): Socket {
  return secureContext ? new TLSSocket(socket, { isServer: true, secureContext }) : socket;
}

function secureContextOf(pem: { readonly cert: string; readonly key: string }): SecureContext {
  try {
    return createSecureContext(pem);
  } catch (cause) {
    const sentence = "[mqtt.tls]: the certificate and the key are no PEM files that fit together.";
    throw new CannotListen(sentence, { cause });
  }
}
