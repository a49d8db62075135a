import type { Socket } from "node:net";

/** Connections that have not yet shown who they are. */
export type WaitingRoom = {
  enter(socket: Socket): void;
  leave(socket: Socket): void;
};

/**
 * When it is full the one that has waited longest must go: a station is through in one round trip, who
 * only wants to occupy a place stays.
 */
export function waitingRoom(places: number): WaitingRoom {
  // A set remembers the order in which its members came.
  const waiting = new Set<Socket>();
  return {
    enter(socket) {
      waiting.add(socket);
      socket.once("close", () => waiting.delete(socket));
      if (waiting.size <= places) return;
      for (const oldest of waiting) {
        waiting.delete(oldest);
        oldest.destroy();
        return;
      }
    },
    leave: (socket) => void waiting.delete(socket),
  };
}
