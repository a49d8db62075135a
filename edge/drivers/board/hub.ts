import type { DriverTools } from "../driver.ts";
import type { BoardConfig } from "./config.ts";
import type { OpenBoard } from "./open-board.ts";

/** One board, shared by the devices that hang on it: open for as long as one of them has it. */
export type BoardHub = {
  readonly path: string;
  readonly config: BoardConfig;
  /** Opens the board where none has it. @throws DeviceLost */
  join(): Promise<Seat>;
};

export type Seat = OpenBoard & { leave(): Promise<void> };

type Shared = { readonly opening: Promise<OpenBoard>; seats: number };

export function boardHub(
  config: BoardConfig,
  tools: Pick<DriverTools, "ports" | "after">,
): BoardHub {
  let shared: Shared | null = null;
  let closing: Promise<void> = Promise.resolve();
  let opener: Promise<() => Promise<OpenBoard>> | null = null;

  const forget = (one: Shared) => {
    if (shared === one) shared = null;
  };
  const openBoard = async (): Promise<OpenBoard> => {
    // Loaded late: a station without a board has no room for what it takes.
    opener ??= import("./open-board.ts").then(({ boardOpener }) => boardOpener(config, tools));
    return (await opener)();
  };
  const open = (): Shared => {
    const opening = closing.then(openBoard);
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
