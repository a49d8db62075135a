import { dirname, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import * as z from "zod";
import { slug } from "#contract/fields.ts";
import { fail, ok, type Result } from "#contract/result.ts";

/** All that can be set about a gateway. Paths are absolute. */
export type GatewayConfig = {
  readonly scheme: string;
  /** IANA name: local dates and months are its. */
  readonly timeZone: string;
  readonly currency: { readonly code: string; readonly minorUnits: number };
  /** The local body as its papers name it: a municipality or a village council. */
  readonly issuer: { readonly ar: string; readonly en: string };
  /** Folder of the journal and the keys. */
  readonly data: string;
  readonly mqtt: {
    readonly host: string;
    readonly port: number;
    /** PEM files; null: in the clear. */
    readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  };
  /** HTTP is served on loopback only. */
  readonly http: { readonly port: number };
};

/** What must be written to be heard by other machines without TLS. */
export const WITHOUT_TLS = "I accept that passwords and weights travel unprotected";

const port = (fallback: number) => z.int().min(0).max(65_535).default(fallback);
const tls = z.strictObject({ cert: z.string().min(1), key: z.string().min(1) });

const mqtt = z
  .strictObject({
    host: z.string().min(1).default("127.0.0.1"),
    port: port(1883),
    tls: tls.optional(),
    allow_without_tls: z.literal(WITHOUT_TLS).optional(),
  })
  .refine(
    (it) => isLoopback(it.host) || it.tls !== undefined || it.allow_without_tls !== undefined,
    {
      path: ["host"],
      error:
        "other machines can reach this host, so give [mqtt.tls] a cert and a key, " +
        `or write allow_without_tls = "${WITHOUT_TLS}"`,
    },
  );

/** As much as one line of a letterhead holds. */
const bodyName = z.string().trim().min(1, "an empty name").max(80, "longer than 80 characters");

const schema = z.strictObject({
  scheme: slug.default("beitillo"),
  time_zone: z.string().refine(isTimeZone, "no time zone like Asia/Hebron").default("Asia/Hebron"),
  currency: z
    .strictObject({
      code: z
        .string()
        .regex(/^[A-Z]{3}$/, "not three capital letters")
        .refine((code) => code !== "RLF", "RLF is what relief points are counted in"),
      minor_units: z.int().min(0).max(4),
    })
    .default({ code: "QAM", minor_units: 2 }),
  issuer: z
    .strictObject({ ar: bodyName, en: bodyName })
    .default({ ar: "المجلس المحلي", en: "Local council" }),
  data: z.string().min(1).default(".qamama"),
  mqtt: mqtt.prefault({}),
  http: z.strictObject({ port: port(8080) }).prefault({}),
});

/**
 * @param file where the text is from: named in problems, and relative paths start from its folder
 * @returns or one sentence that names the file, the line, and what to mend
 */
export function parseConfig(text: string, file: string): Result<GatewayConfig, string> {
  let toml: unknown;
  try {
    toml = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ""] = error.message.replace("Invalid TOML document: ", "").split("\n");
    return fail(`${file}, line ${error.line}: ${what}`);
  }
  const parsed = schema.safeParse(toml);
  if (parsed.success) return ok(configOf(parsed.data, dirname(resolve(file))));
  const [issue] = parsed.error.issues;
  return fail(issue === undefined ? `${file}: not a configuration` : sentenceOf(issue, text, file));
}

/** What a gateway is that nobody has configured. */
export const defaultConfig = (): GatewayConfig => configOf(schema.parse({}), process.cwd());

function configOf({ mqtt, http, ...rest }: z.output<typeof schema>, folder: string): GatewayConfig {
  const { cert, key } = mqtt.tls ?? {};
  const encrypted = cert !== undefined && key !== undefined;
  return {
    scheme: rest.scheme,
    timeZone: rest.time_zone,
    currency: { code: rest.currency.code, minorUnits: rest.currency.minor_units },
    issuer: rest.issuer,
    data: resolve(folder, rest.data),
    mqtt: {
      host: mqtt.host,
      port: mqtt.port,
      tls: encrypted ? { certFile: resolve(folder, cert), keyFile: resolve(folder, key) } : null,
    },
    http: { port: http.port },
  };
}

function sentenceOf(issue: z.core.$ZodIssue, text: string, file: string): string {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown].map(String);
  const message = unknown.length > 0 ? "there is no such setting" : issue.message;
  return `${file}, line ${lineOf(path, text)}: ${path.join(".")}: ${message}`;
}

/** @returns 1-based; of the nearest table or key above where the path itself is not written */
function lineOf(path: readonly string[], text: string): number {
  let table: string[] = [];
  let best = { depth: 0, line: 1 };
  for (const [index, line] of text.split("\n").entries()) {
    const header = /^\s*\[+([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) table = namesIn(header);
    const key = /^\s*([\w."'-]+)\s*=/.exec(line)?.[1];
    const here = key === undefined ? table : [...table, ...namesIn(key)];
    if (header === undefined && key === undefined) continue;
    const isOnPath = here.every((name, depth) => name === path[depth]);
    if (isOnPath && here.length > best.depth) best = { depth: here.length, line: index + 1 };
  }
  return best.line;
}

const namesIn = (dotted: string) =>
  dotted.split(".").map((name) => name.trim().replace(/["']/g, ""));

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
