import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inRepository } from "#simulators/demo/programs.ts";
import { npmFaults } from "./npm.ts";
import { isProgram, missingLine, partsOf } from "./page.ts";

const page = (name: string) => readFileSync(inRepository(name), "utf8");

describe("a page's parts", () => {
  it("are its blocks and what hands do, with their lines", () => {
    const text = "# T\n\n```sh\na\nb\n```\n<!-- hands: wave -->\n```text\nx\n```\n";
    expect(partsOf(text)).toEqual([
      { kind: "commands", line: 3, text: "a\nb\n" },
      { kind: "hands", line: 7, text: "wave" },
      { kind: "output", line: 8, text: "x\n" },
    ]);
  });

  it.each(["", "bash", "console", "js"])("may not be of kind %j, which nobody checks", (kind) => {
    expect(() => partsOf(`\`\`\`${kind}\nrm\n\`\`\`\n`)).toThrow(/line 1: .* is not checked/);
  });

  it.each([
    ["npm run gateway -- --config g.toml\n", true],
    ["npm run station -- run --config s.toml\n", true],
    ["npm run station -- key --config s.toml\n", false],
    ["cp a b\nnpm run gateway -- --config g.toml\n", false],
  ])("tell programs from commands: %j", (commands, expected) => {
    expect(isProgram(commands)).toBe(expected);
  });
});

describe("a shown output", () => {
  it.each([
    ["one line", "b 1", "a\nb   1\nc", null],
    ["what varies", "at … (UTC)", "at 12:00 (UTC)", null],
    ["another line", "b", "a\nbc", "b"],
    ["another order", "b\na", "a\nb", "a"],
    ["what only looks like a pattern", "a.c", "abc", "a.c"],
  ])("is compared line by line: %s", (_, shown, text, expected) => {
    expect(missingLine(shown, text)).toBe(expected);
  });
});

describe("what pages say to run", () => {
  it.each([
    ...["README.md", "docs/LEDGER.md", "docs/OPERATING.md", "docs/ARCHITECTURE.md"],
    ...["docs/METROLOGY.md", "docs/DEVICES.md", "docs/decisions/0012-a-bin-by-difference.md"],
    ...["docs/hardware/README.md", "docs/hardware/install.md"],
  ])("exists: %s", (name) => expect(npmFaults(page(name))).toEqual([]));

  it.each([
    ["npm run fly", "there is no script fly"],
    ["npm start -- --colour red", "--colour"],
    ["npm run admin -- station explode b-01", "station explode"],
    ["npm run admin -- relief totals --yaer 2026", "--yaer"],
    ["npm run gateway -- --confg FILE", "--confg"],
    ["npm run station -- walk --config FILE", "walk"],
    ["npm run torture -- kill --times 3", "--times"],
    ["npm run bench -- weather", "weather"],
    ["npm run simulate -- decade", "year"],
    ["npm check", "there is no command npm check"],
  ])("is refused: %s", (command, words) => {
    expect(npmFaults(`\`${command}\``)).toEqual([expect.stringContaining(words)]);
    expect(npmFaults(`\`\`\`\n${command} # so\n\`\`\`\n`)).toEqual([
      expect.stringContaining(words),
    ]);
  });
});
