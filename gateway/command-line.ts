import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { fail, ok, type Result } from "#contract/result.ts";
import { defaultConfig, type GatewayConfig, parseConfig } from "./config.ts";

const USAGE = `npm run gateway -- [--config FILE] [--data DIR] [--port N] [--mqtt-port N]

  --config FILE    settings, as in docs/examples/gateway.toml
  --data DIR       folder of the journal and the keys (.qamama)
  --port N         HTTP port (8080)
  --mqtt-port N    MQTT port (1883)`;

export type Command =
  | { readonly kind: "run"; readonly config: GatewayConfig }
  | { readonly kind: "help"; readonly text: string };

const options = {
  config: { type: "string" },
  data: { type: "string" },
  port: { type: "string" },
  "mqtt-port": { type: "string" },
  help: { type: "boolean" },
} as const;

/** @returns or what to mend on the command line or in the file that it names */
export function commandOf(args: readonly string[]): Result<Command, string> {
  let given: Given;
  try {
    given = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
  if (given.help === true) return ok({ kind: "help", text: USAGE });
  const base = given.config === undefined ? ok(defaultConfig()) : readConfig(given.config);
  return base.ok ? withFlags(given, base.value) : base;
}

type Given = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** The command line goes over the file, the file over what holds anyway. */
function withFlags(given: Given, config: GatewayConfig): Result<Command, string> {
  const httpPort = portOf(given.port, config.http.port);
  if (httpPort === null) return fail(noPort("--port", given.port));
  const mqttPort = portOf(given["mqtt-port"], config.mqtt.port);
  if (mqttPort === null) return fail(noPort("--mqtt-port", given["mqtt-port"]));
  const data = given.data === undefined ? config.data : resolve(given.data);
  const mqtt = { ...config.mqtt, port: mqttPort };
  return ok({ kind: "run", config: { ...config, data, mqtt, http: { port: httpPort } } });
}

const noPort = (flag: string, given = "") => `${flag} ${given}: not a port between 0 and 65535`;

function readConfig(file: string): Result<GatewayConfig, string> {
  if (!existsSync(file)) return fail(`There is no file ${file}.`);
  return parseConfig(readFileSync(file, "utf8"), file);
}

function portOf(given: string | undefined, fallback: number): number | null {
  if (given === undefined) return fallback;
  return /^\d{1,5}$/.test(given) && Number(given) <= 65_535 ? Number(given) : null;
}
