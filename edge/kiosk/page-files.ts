import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";

export type PageFile = { readonly body: string; readonly type: string };
export type PageFiles = {
  /** Names this very set of files. */
  readonly version: string;
  /**
   * @param path of the URL: `/`, or a module's as it stands below `edge`, so that its imports fit
   * @throws Error when there is no memory for it just now
   */
  find(path: string): Promise<PageFile | null>;
};

const EDGE = new URL("../", import.meta.url);
/** What the page shares with the station's other displays: the same words and figures. */
const SHARED = ["panel/text.ts", "panel/format.ts"];
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Reads the page once. Its modules are TypeScript that loses its types when it is first asked for, without a build. */
export function readPageFiles(strip: Strip = inAnotherProcess): PageFiles {
  const own = globSync("kiosk/page/*.{html,css,ts,svg}", { cwd: EDGE });
  const names = [...own.filter((name) => !name.endsWith(".test.ts")), ...SHARED].sort();
  const texts = new Map(
    names.map((name) => [pathOf(name), readFileSync(new URL(name, EDGE), "utf8")]),
  );
  let modules: Promise<Modules> | null = null;
  return {
    version: versionOf([...texts.values()]),
    async find(path) {
      const text = texts.get(path);
      if (text === undefined) return null;
      const type = TYPES[extname(path) || ".html"] ?? "application/octet-stream";
      // The page itself too: a screen that has it without its modules would stay as it is.
      if (!isModule(path) && path !== "/") return { body: text, type };
      modules ??= strip(Object.fromEntries([...texts].filter(([name]) => isModule(name))));
      const stripped = await modules.catch((error) => {
        modules = null; // the next page may have more luck
        throw error;
      });
      return { body: stripped[path] ?? text, type };
    },
  };
}

const pathOf = (name: string) => (name === "kiosk/page/index.html" ? "/" : `/${name}`);
const isModule = (path: string) => path.endsWith(".ts");

function versionOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("base64url").slice(0, 12);
}

type Modules = Readonly<Record<string, string>>;
/** Takes the types away. */
type Strip = (modules: Modules) => Promise<Modules>;

const STRIP = fileURLToPath(new URL("strip-types.ts", import.meta.url));
const modulesOf = z.record(z.string(), z.string());

/** @throws Error when that process could not do it, for want of memory */
async function inAnotherProcess(modules: Modules): Promise<Modules> {
  const stripping = promisify(execFile)(process.execPath, [STRIP]);
  stripping.child.stdin?.on("error", () => {}); // it ended early, and says so itself
  stripping.child.stdin?.end(JSON.stringify(modules));
  return modulesOf.parse(JSON.parse((await stripping).stdout));
}
