import { isCode, type Source } from "./source.ts";

const MOST_LINES = 400;

/** Files whose default export is their tool's rule. */
const CONFIGS = /^(vitest|vite|playwright)\.config\.ts$|\/(vite|playwright)\.config\.ts$/;

/** Faults that show in one file's text alone. */
export function textFaults({ path, text }: Source): string[] {
  const faults: string[] = [];
  const lines = text.split("\n").length - 1;
  if (isCode(path)) {
    if (lines >= MOST_LINES) {
      faults.push(`${path} has ${lines} lines: split it by what it is about, below ${MOST_LINES}`);
    }
    if (/^export default\b/m.test(text) && !CONFIGS.test(path)) {
      faults.push(`${path} has a default export: name it`);
    }
    if (/^export (\*|\{[^}]*\})[^;]*\bfrom\b/m.test(text)) {
      faults.push(`${path} passes on another file's exports: import from that file`);
    }
  }
  const [private_] = PRIVATE_PATH.exec(text) ?? [];
  if (private_ !== undefined) faults.push(`${path} names a path of one machine: ${private_}...`);
  return faults;
}

/** Put together, so that this file does not find itself. */
const PRIVATE_PATH = new RegExp(`(?<![\\w.~*{}$-])/(${["home", "root", "work"].join("|")})/`);

/** @param text of package-lock.json: it must install from whatever registry the machine uses */
export function lockFaults(text: string): string[] {
  const hosts = new Set(Array.from(text.matchAll(/https?:\/\/([^/"\s]+)/g), ([, host]) => host));
  const registries = [...hosts].filter((host) =>
    /npm|registry|artifact|verdaccio/.test(host ?? ""),
  );
  return [
    ...(text.includes('"resolved":') ? ["package-lock.json has `resolved`: see .npmrc"] : []),
    ...registries.map((host) => `package-lock.json names the registry ${host}`),
  ];
}
