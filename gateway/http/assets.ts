import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname } from "node:path";
import { etagOf } from "./etag.ts";

/** One file of the page, as it is sent. */
export type Asset = { readonly body: string; readonly etag: string; readonly type: string };

export type PageAssets = {
  /** By path of the URL. */
  readonly files: ReadonlyMap<string, Asset>;
  /** Names this very set of files. */
  readonly version: string;
  /** Sources for the content security policy's `script-src`: hashes of what stands in the page itself. */
  readonly inlineScripts: readonly string[];
};

const DASHBOARD = new URL("../../dashboard/", import.meta.url);
const CONTRACT = new URL("../../contract/", import.meta.url);
/** Of the contract a browser gets what needs neither node:crypto nor zod. */
const CONTRACT_FILES = ["assert.ts"];
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Reads the page once; its modules are TypeScript that loses its types here, without a build. */
export function loadPage(): PageAssets {
  const names = globSync("**/*.{css,ts,svg}", { cwd: DASHBOARD }).filter(isServed).sort();
  const files = new Map<string, Asset>([
    ["/", load(new URL("index.html", DASHBOARD))],
    ...names.map((name) => [`/assets/${name}`, load(new URL(name, DASHBOARD))] as const),
    ...CONTRACT_FILES.map((name) => [`/contract/${name}`, load(new URL(name, CONTRACT))] as const),
  ]);
  const version = etagOf([...files.values()].map(({ etag }) => etag).join());
  return { files, version, inlineScripts: inlineScriptsOf(files.get("/")?.body ?? "") };
}

const isServed = (name: string): boolean => !name.endsWith(".test.ts");

function load(file: URL): Asset {
  const text = readFileSync(file, "utf8");
  const extension = extname(file.pathname);
  const body = extension === ".ts" ? withoutTypes(text) : text;
  return { body, etag: etagOf(body), type: TYPES[extension] ?? "application/octet-stream" };
}

/**
 * Node calls this function experimental at its first use, on the operator's screen. It is what Node
 * itself runs the whole gateway through, so the remark says nothing new.
 */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source, { mode: "strip" });
  } finally {
    process.emitWarning = emitWarning;
  }
}

function inlineScriptsOf(html: string): readonly string[] {
  const scripts = html.matchAll(/<script type="importmap">(.*?)<\/script>/gs);
  const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");
  return [...scripts].map(([, text = ""]) => `'sha256-${sha256(text)}'`);
}
