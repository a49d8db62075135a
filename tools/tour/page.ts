/** What a page tells its reader to do and to see, in its order. */
export type Part = { readonly line: number } & (
  | { readonly kind: "commands" | "output" | "toml" | "ini"; readonly text: string }
  /** What hands do between two commands: a comment of the page, invisible to its reader, who has hands. */
  | { readonly kind: "hands"; readonly text: string }
);

const KINDS = { sh: "commands", text: "output", toml: "toml", ini: "ini" } as const;
const isKnown = (name: string): name is keyof typeof KINDS => Object.hasOwn(KINDS, name);

const PART = /^```(?<fence>\S*)\n(?<block>[\s\S]*?)^```$|^<!-- hands: (?<hands>.*) -->$/gm;

/** @throws Error at a block of a kind that nobody checks: no command may hide in one */
export function partsOf(markdown: string): Part[] {
  return Array.from(markdown.matchAll(PART), ({ groups = {}, index }): Part => {
    const line = markdown.slice(0, index).split("\n").length;
    const { fence = "", block = "", hands } = groups;
    if (hands !== undefined) return { kind: "hands", line, text: hands };
    if (!isKnown(fence)) throw new Error(`line ${line}: a block of kind "${fence}" is not checked`);
    return { kind: KINDS[fence], line, text: block };
  });
}

/** A command that goes on until it is stopped: it is given in a terminal of its own. */
export const isProgram = (commands: string) =>
  /^npm run (gateway -- --config|station -- run) .*\n$/.test(commands);

/**
 * Whether a text shows all the lines that a page shows, in that order; `…` stands for whatever varies.
 *
 * @returns the first line that is missing, or null
 */
export function missingLine(shown: string, text: string): string | null {
  const lines = text.split("\n").map((line) => line.trim().replace(/\s+/g, " "));
  let from = 0;
  for (const line of shown.trimEnd().split("\n")) {
    const pattern = new RegExp(`^${line.split("…").map(escaped).join(".*")}$`);
    const found = lines.findIndex((one, index) => index >= from && pattern.test(one));
    if (found < 0) return line;
    from = found + 1;
  }
  return null;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
