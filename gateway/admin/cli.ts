import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fail, ok, type Result } from "#contract/result.ts";
import { defaultConfig, type GatewayConfig, parseConfig } from "../config.ts";
import type { Refusal } from "../registry/act.ts";
import { askGateway } from "./ask.ts";
import type { AdminRequest } from "./command.ts";
import { deliver, type Terminal } from "./deliver.ts";
import { execute } from "./execute.ts";
import type { Task } from "./made.ts";
import { isSystemError } from "./new-folder.ts";
import { openFolder } from "./open-folder.ts";
import { replay } from "./replay.ts";
import type { Reply } from "./reply.ts";
import { restore } from "./restore.ts";
import { socketOf } from "./socket.ts";
import { tasks } from "./task.ts";
import { type CommandLine, help, lineOf, parseCommandLine } from "./usage.ts";

const DONE = 0;
const REFUSED = 1;
const MISUSED = 2;

/**
 * One command from beginning to end.
 *
 * @param user who acts when the command line names nobody
 * @returns the exit code: 0 done, 1 refused, 2 not understood
 */
export async function runAdmin(
  args: readonly string[],
  { terminal, user }: { readonly terminal: Terminal; readonly user: string },
): Promise<number> {
  const line = parseCommandLine(args);
  if (!line.ok) return misused(line.problem, terminal);
  if (line.value === null) {
    await terminal.out(`${help()}\n`);
    return DONE;
  }
  const { name, json } = line.value;
  const task = tasks[name](line.value);
  if (!task.ok && task.problem.usage) {
    return misused(`${task.problem.message}\nUsage: ${lineOf(name)}`, terminal);
  }
  const config = configFor(line.value);
  if (!task.ok || !config.ok) {
    const message = task.ok ? (config.ok ? "" : config.problem) : task.problem.message;
    return showRefusal({ code: "unreadable", message }, { terminal, json });
  }
  const job = { task: task.value, config: config.value, actor: line.value.actor ?? user };
  const out = task.value.kind === "command" ? task.value.out : null;
  try {
    const done = await perform(job, (reply) => deliver(reply, { terminal, json, out }));
    return done.ok ? DONE : showRefusal(done.problem, { terminal, json });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return showRefusal({ code: "failed", message: `${error.message}.` }, { terminal, json });
  }
}

type Job = { readonly task: Task; readonly config: GatewayConfig; readonly actor: string };

/** In the running gateway where there is one, else in this process, under the same lock. */
async function perform(
  { task, config, actor }: Job,
  show: (reply: Reply) => Promise<void>,
): Promise<Result<null, Refusal>> {
  if (task.kind === "restore") {
    const { source } = task;
    const { data } = config;
    const open = (folder: string) => openFolder({ ...config, data: folder });
    return shown(await restore({ actor, source, data, openFolder: open }), show);
  }
  if (task.kind === "replay") return shown(await replay(task.from, config), show);
  const request = { actor, command: task.command };
  const asked = await askRunning(config.data, request);
  if (asked !== null) return shown(asked, show);
  const opened = await openFolder(config);
  if (!opened.ok) return opened;
  try {
    return await shown(await execute(request, opened.value.context), show);
  } finally {
    await opened.value.close();
  }
}

async function askRunning(data: string, request: AdminRequest) {
  const path = socketOf(data);
  return path === null ? null : askGateway(path, request);
}

async function shown(
  outcome: Result<Reply, Refusal>,
  show: (reply: Reply) => Promise<void>,
): Promise<Result<null, Refusal>> {
  if (!outcome.ok) return outcome;
  await show(outcome.value);
  return ok(null);
}

/** The same file and the same defaults as the gateway's. */
function configFor({ config, data }: CommandLine): Result<GatewayConfig, string> {
  const read = config === undefined ? ok(defaultConfig()) : readConfig(config);
  if (!read.ok || data === undefined) return read;
  return ok({ ...read.value, data: resolve(data) });
}

function readConfig(file: string): Result<GatewayConfig, string> {
  if (!existsSync(file)) return fail(`There is no file ${file}.`);
  return parseConfig(readFileSync(file, "utf8"), file);
}

function misused(problem: string, terminal: Terminal): number {
  terminal.err(`${problem}\n`);
  return MISUSED;
}

/** The sentence for people always; for programs its code too. */
async function showRefusal(
  { code, message }: Refusal,
  { terminal, json }: { readonly terminal: Terminal; readonly json: boolean },
): Promise<number> {
  terminal.err(`${message}\n`);
  if (json) await terminal.out(`${JSON.stringify({ error: { code, message } })}\n`);
  return REFUSED;
}
