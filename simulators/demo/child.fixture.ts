import { CannotStart, serveParent } from "./child-port.ts";

// A process of the demo for tests: its config says what it does.
serveParent(async ({ config, clock, tell }) => {
  if (config === "cannot start") throw new CannotStart("Port 1 is taken.");
  if (config === "crashes") throw new Error("a bug");
  tell({ kind: "shows", phase: "idle" });
  if (config === "never opens") await new Promise(() => {});
  return {
    answers: { rate: () => clock.rate(), never: () => process.kill(process.pid, "SIGKILL") },
    close: async () => {},
  };
});
