import type { DriverTools } from "../driver.ts";
import { type Components, componentsOf } from "./components.ts";
import type { BoardConfig } from "./config.ts";
import { type Connection, openConnection } from "./connection.ts";
import { openKit } from "./kit.ts";
import { boardPackages } from "./packages.ts";

export type OpenBoard = { readonly connection: Connection; readonly components: Components };

/** Its parts are made once for all connections. @returns what opens the board @throws DeviceLost */
export async function boardOpener(
  config: BoardConfig,
  tools: Pick<DriverTools, "ports" | "after">,
): Promise<() => Promise<OpenBoard>> {
  const packages = await boardPackages();
  let kit: ReturnType<typeof openKit> | null = null;
  return async () => {
    const connection = await openConnection(config, packages, tools);
    kit ??= openKit(packages, connection.io);
    kit.attach(connection);
    return { connection, components: componentsOf(connection, kit) };
  };
}
