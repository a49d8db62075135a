import type { DriverTools } from "../driver.ts";
import { type Components, componentsOf } from "./components.ts";
import type { BoardConfig } from "./config.ts";
import { type Connection, openConnection } from "./connection.ts";
import { type Kit, openKit } from "./kit.ts";
import { boardPackages } from "./packages.ts";

/** One board, shared by the devices that hang on it: open for as long as one of them has it. */
export type BoardHub = {
  readonly path: string;
  readonly config: BoardConfig;
  /** Opens the board where none has it. @throws DeviceLost */
  join(): Promise<Seat>;
};

export type Seat = {
  readonly connection: Connection;
  readonly components: Components;
  leave(): Promise<void>;
};

type Open = Pick<Seat, "connection" | "components">;
type Shared = { readonly opening: Promise<Open>; seats: number };

export function boardHub(
  config: BoardConfig,
  tools: Pick<DriverTools, "ports" | "after">,
): BoardHub {
  let shared: Shared | null = null;
  let closing: Promise<void> = Promise.resolve();
  let kit: Kit | null = null;

  const forget = (one: Shared) => {
    if (shared === one) shared = null;
  };
  const openWithParts = async (): Promise<Open> => {
    const packages = await boardPackages();
    const connection = await openConnection(config, packages, tools);
    kit ??= openKit(packages, connection.io);
    kit.attach(connection);
    return { connection, components: componentsOf(connection, kit) };
  };
  const open = (): Shared => {
    const opening = closing.then(openWithParts);
    const one = { opening, seats: 0 };
    opening.then(
      ({ connection: { over } }) => over.addEventListener("abort", () => forget(one)),
      () => forget(one),
    );
    return one;
  };
  return {
    path: config.path,
    config,
    async join() {
      shared ??= open();
      const mine = shared;
      mine.seats += 1;
      const { connection, components } = await mine.opening;
      return {
        ...{ connection, components },
        async leave() {
          mine.seats -= 1;
          if (mine.seats > 0) return;
          forget(mine);
          const closed = connection.close();
          // The line is locked until then: who joins next waits for it.
          closing = Promise.all([closing, closed]).then(() => {});
          await closed;
        },
      };
    },
  };
}
