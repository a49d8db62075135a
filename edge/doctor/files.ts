import { type Finding, fault, fine, warning } from "./finding.ts";

/** A file or folder with a secret. `mode`: its permission bits; null: it is not there. */
export type Guarded = { readonly path: string; readonly mode: number | null };

const OTHERS = 0o077;

/** Secrets are for the station's user alone. */
export function judgeGuarded(about: string, guarded: readonly Guarded[]): Finding[] {
  const open = guarded.filter(({ mode }) => mode !== null && (mode & OTHERS) !== 0);
  return open.map(({ path }) =>
    fault(about, `others may read ${path}: run \`chmod go-rwx ${path}\`.`),
  );
}

export function judgeKeys(guarded: readonly Guarded[]): Finding[] {
  const [folder, ...keys] = guarded;
  if (folder?.mode == null || keys.length === 0) {
    return [warning("keys", "there is no key yet: `station key` makes one.")];
  }
  const open = judgeGuarded("keys", guarded);
  return open.length > 0 ? open : [fine("keys", `in ${folder.path}, for their owner alone.`)];
}

/** @param ntpFile what the time service touches */
export function judgeClock(state: "synced" | "holdover" | "unset", ntpFile: string): Finding {
  if (state === "synced") return fine("clock", "set by the time service.");
  if (state === "holdover") {
    return warning("clock", "was set more than a day ago: does the time service reach its server?");
  }
  const says = `unset: no time service has touched ${ntpFile} since the start`;
  return warning("clock", `${says}. Deposits wait for a date; start one, or set ntp_file.`);
}
