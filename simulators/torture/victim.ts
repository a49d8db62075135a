import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A process that is killed without warning and started again at once, as after a power cut. */
export type Victim<Order> = {
  /** SIGKILL; then the next life begins, when all is done that is to be done in between. */
  kill(meanwhile?: () => Promise<void>): Promise<void>;
  /** Sent to the life of now; lost if that ends first, as any message would be. */
  tell(order: Order): void;
  /** For good, and politely. */
  end(): Promise<void>;
};

/** @param start given to every life as its only argument */
export function openVictim<Order extends object, Report>(
  module: URL,
  start: object,
  onReport: (report: Report) => void,
): Victim<Order> {
  let [child, gone] = spawn();

  function spawn(): [ChildProcess, Promise<unknown>] {
    const life = fork(module, [JSON.stringify(start)]);
    life.on("message", (report) => onReport(report as Report));
    life.on("exit", (code) => {
      if (code !== null && code !== 0) console.error(`${module.pathname} ended by itself: ${code}`);
    });
    return [life, once(life, "exit")];
  }

  return {
    async kill(meanwhile = async () => {}) {
      child.kill("SIGKILL");
      await gone;
      await meanwhile();
      [child, gone] = spawn();
    },
    tell(order) {
      if (child.connected) child.send(order, () => {});
    },
    async end() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
