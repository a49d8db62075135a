import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { MAX_PAGE_BYTES } from "#contract/topics.ts";
import { frameMeter } from "./frame-meter.ts";

/** Most bytes that come in before a connection has shown who it is. */
export const MAX_BYTES_BEFORE_AUTHENTICATION = 1024;
/** Room for the fixed header, the packet id and the longest topic of a page, well rounded up. */
const HEADER_BYTES = 1024;
/** Most bytes of one MQTT packet from a station that has. */
export const MAX_PACKET_BYTES = MAX_PAGE_BYTES + HEADER_BYTES;

/** A client that sends more than any station would. */
export class TooMuch extends Error {
  override readonly name = "TooMuch";
}

/**
 * A socket as the broker sees it: whoever sends too long a packet, or too much before it is
 * authenticated, is cut off before the broker holds any of it.
 */
export function guard(socket: Socket, isAuthenticated: () => boolean): Duplex {
  const meter = frameMeter();
  let bytesBefore = 0;

  function admits(chunk: Uint8Array): boolean {
    if (isAuthenticated()) return meter.admits(chunk, MAX_PACKET_BYTES);
    bytesBefore += chunk.length;
    const few = bytesBefore <= MAX_BYTES_BEFORE_AUTHENTICATION;
    return few && meter.admits(chunk, MAX_BYTES_BEFORE_AUTHENTICATION);
  }

  const guarded = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _encoding, done) => void socket.write(chunk, done),
    writev(chunks, done) {
      socket.cork();
      const last = chunks.length - 1;
      for (const [index, { chunk }] of chunks.entries()) {
        if (index < last) socket.write(chunk);
        else socket.write(chunk, done);
      }
      socket.uncork();
    },
    final: (done) => void socket.end(() => done()),
    destroy(_error, done) {
      socket.destroy();
      done(null);
    },
  });
  socket.on("data", (chunk: Buffer) => {
    if (!admits(chunk)) guarded.destroy(new TooMuch("more than a station sends"));
    else if (!guarded.push(chunk)) socket.pause();
  });
  socket.on("end", () => guarded.push(null));
  socket.on("error", (error) => guarded.destroy(error));
  socket.on("close", () => guarded.destroy());
  return guarded;
}
