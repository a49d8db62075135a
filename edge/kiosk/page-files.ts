import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname } from "node:path";

export type PageFile = { readonly body: string; readonly type: string };
export type PageFiles = {
  /** Names this very set of files. */
  readonly version: string;
  /** @param path of the URL: `/`, or a module's as it stands below `edge`, so that its imports fit */
  find(path: string): PageFile | null;
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

/** Reads the page once. Its modules are TypeScript that loses its types when asked for, without a build. */
export function readPageFiles(): PageFiles {
  const own = globSync("kiosk/page/*.{html,css,ts,svg}", { cwd: EDGE });
  const names = [...own.filter((name) => !name.endsWith(".test.ts")), ...SHARED].sort();
  const texts = new Map(names.map((name) => [pathOf(name), read(name)]));
  const hash = createHash("sha256");
  for (const { text } of texts.values()) hash.update(text);
  return {
    version: hash.digest("base64url").slice(0, 12),
    find(path) {
      const found = texts.get(path);
      if (found === undefined) return null;
      const { text, extension } = found;
      const body = extension === ".ts" ? withoutTypes(text) : text;
      return { body, type: TYPES[extension] ?? "application/octet-stream" };
    },
  };
}

const pathOf = (name: string) => (name === "kiosk/page/index.html" ? "/" : `/${name}`);

const read = (name: string) => ({
  text: readFileSync(new URL(name, EDGE), "utf8"),
  extension: extname(name),
});

/** Node calls this function experimental at its first use; it is what Node runs the station itself through. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source, { mode: "strip" });
  } finally {
    process.emitWarning = emitWarning;
  }
}
