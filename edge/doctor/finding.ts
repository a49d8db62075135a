/** What was looked at, and how it is: one sentence, which names the thing to mend where there is one. */
export type Finding = {
  readonly about: string;
  /** `warning`: the station works, but somebody should look at it. `fault`: it does not, or not for long. */
  readonly level: "ok" | "warning" | "fault";
  readonly says: string;
};

export const fine = (about: string, says: string): Finding => ({ about, level: "ok", says });
export const warning = (about: string, says: string): Finding => ({
  ...{ about, says },
  level: "warning",
});
export const fault = (about: string, says: string): Finding => ({ about, level: "fault", says });

/** A line for people. */
export function lineOf({ about, level, says }: Finding): string {
  return `${level.padEnd(7)}  ${about.padEnd(8)}  ${says}`;
}

/** Whether anything must be mended before the station can be relied on. */
export const hasFault = (findings: readonly Finding[]): boolean =>
  findings.some(({ level }) => level === "fault");
