import { posix } from "node:path";

/** A file of the repository: its path from the root, with slashes, and its text. */
export type Source = { readonly path: string; readonly text: string };

export type Import = {
  /** A path from the root, or what is no file of ours: `node:fs`, `zod`. */
  readonly target: string;
  readonly typesOnly: boolean;
};

const IMPORT =
  /\b(?:import|export)\s+(type\s)?[^;"'`]*?\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"|\bnew URL\("(\.[^"]+\.ts)"/g;

/** What a file imports, re-exports, loads later or starts as a worker. */
export function importsOf({ path, text }: Source): Import[] {
  return Array.from(text.matchAll(IMPORT), ([, type, ...names]) => ({
    target: resolved(path, names.find((name) => name !== undefined) ?? ""),
    typesOnly: type !== undefined,
  }));
}

function resolved(from: string, name: string): string {
  if (name.startsWith("#")) return name.slice(1);
  return name.startsWith(".") ? posix.join(posix.dirname(from), name) : name;
}

/** A test, or what tests share. */
export const isTest = (path: string) => /\.(test|fixture)\.tsx?$/.test(path);
export const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path);
