import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { generate, type Packet, parser } from "mqtt-packet";

/** MQTT 3.1.1 in bare frames: a client library would be the bottleneck of what is measured. */
export type RawClient = {
  subscribe(topic: string): Promise<void>;
  /** QoS 1, encoded beforehand by `publishFrame`. */
  send(frame: Buffer): void;
  onMessage(listener: (payload: Buffer) => void): void;
  close(): void;
};

export type Login = { readonly clientId: string; readonly password?: string };

export function publishFrame(topic: string, payload: string, messageId: number): Buffer {
  return generate({ cmd: "publish", topic, payload, qos: 1, messageId, dup: false, retain: false });
}

export async function connectRaw(port: number, { clientId, password }: Login): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  const frames = parser();
  const listeners: ((payload: Buffer) => void)[] = [];
  const waiting = new Map<string, () => void>();
  frames.on("packet", (packet: Packet) => {
    if (packet.cmd === "publish") {
      acknowledge(socket, packet.messageId);
      for (const listener of listeners) listener(Buffer.from(packet.payload));
    } else waiting.get(packet.cmd)?.();
  });
  socket.on("data", (chunk) => frames.parse(chunk));
  const heard = (cmd: string) => new Promise<void>((resolve) => waiting.set(cmd, resolve));

  const connected = heard("connack");
  const login =
    password === undefined ? {} : { username: clientId, password: Buffer.from(password) };
  const session = { clean: true, keepalive: 0, protocolId: "MQTT", protocolVersion: 4 } as const;
  socket.write(generate({ cmd: "connect", clientId, ...session, ...login }));
  await connected;
  return {
    async subscribe(topic) {
      const done = heard("suback");
      const subscriptions = [{ topic, qos: 1 as const }];
      socket.write(generate({ cmd: "subscribe", messageId: 1, subscriptions }));
      await done;
    },
    send: (frame) => socket.write(frame),
    onMessage: (listener) => listeners.push(listener),
    close: () => socket.destroy(),
  };
}

function acknowledge(socket: Socket, messageId: number | undefined): void {
  if (messageId !== undefined) socket.write(generate({ cmd: "puback", messageId }));
}
