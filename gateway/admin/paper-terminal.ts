import { runAdmin } from "./cli.ts";

/** For tests: what a command comes to, and all that it says. */
export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** For tests: amal's terminal, at a data folder. */
export async function typed(data: string, args: readonly string[]): Promise<Said> {
  const said = { out: "", err: "" };
  const terminal = {
    async out(text: string) {
      said.out += text;
    },
    err(text: string) {
      said.err += text;
    },
  };
  const code = await runAdmin(["--data", data, ...args], { terminal, user: "amal" });
  return { code, ...said };
}
