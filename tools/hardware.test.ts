import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { inRepository } from "#simulators/demo/programs.ts";

const FOLDER = "docs/hardware";
const textOf = (name: string) => readFileSync(inRepository(name), "utf8");
const pages = readdirSync(inRepository(FOLDER)).filter((name) => name.endsWith(".md"));

describe("docs/hardware", () => {
  it.each(pages)("leads to what is there: %s", (name) => {
    expect(deadLinks(join(FOLDER, name))).toEqual([]);
  });

  it("is named by the page of pages", () => {
    expect(linksIn(textOf("docs/README.md"))).toContain("hardware/README.md");
    expect(deadLinks("docs/README.md")).toEqual([]);
  });

  it("has a row in the table of pins for each pin in the picture, and no other", () => {
    const picture = Array.from(
      textOf(`${FOLDER}/arduino-bin.svg`).matchAll(/>(D\d+|A\d|5V|GND)</g),
      ([, pin]) => pin,
    );
    const rows = Array.from(
      textOf(`${FOLDER}/wiring.md`).matchAll(/^\| (D\d+|A\d|5V|GND) \|/gm),
      ([, pin]) => pin,
    );
    expect(rows).toHaveLength(16);
    expect(rows.filter((pin) => !picture.includes(pin))).toEqual(["D10"]); // not used
    expect(picture.filter((pin) => !rows.includes(pin))).toEqual([]);
  });

  it("installs to where the unit looks", () => {
    const unit = textOf("edge/systemd/qamama-station.service");
    const page = textOf(`${FOLDER}/install.md`);
    const [start = ""] = /(?<=^ExecStart=).*$/m.exec(unit) ?? [];
    const [node = "", ...words] = start.split(" ");
    expect(page).toContain(`-u qamama ${node} `);
    expect(page).toContain(` ${words.slice(-2).join(" ")}; }`);
    for (const path of ["/opt/qamama", "/etc/qamama", "/var/lib/qamama"]) {
      expect(page).toContain(path);
    }
    expect(unit).toMatch(/^WorkingDirectory=\/opt\/qamama$/m);
    expect(unit).toMatch(/^StateDirectory=qamama$/m);
    expect(unit).toMatch(/^User=qamama$/m);
  });
});

describe("a link", () => {
  it.each([
    ["nowhere.md", "no such file"],
    ["wiring.md#a-part-that-is-not-there", "no such part"],
  ])("that is dead is found: %s", (link, why) => {
    expect(deadLinksIn(`[x](${link})`, FOLDER)).toEqual([`${link}: ${why}`]);
  });
  it.each(["https://example.org/x", "wiring.md#c-power", "../DEVICES.md"])(
    "that leads somewhere is not: %s",
    (link) => expect(deadLinksIn(`[x](${link})`, FOLDER)).toEqual([]),
  );
});

const linksIn = (markdown: string): string[] =>
  Array.from(markdown.matchAll(/\]\(([^)\s]+)\)/g), ([, link = ""]) => link);

const deadLinks = (page: string) => deadLinksIn(textOf(page), dirname(page), page);

function deadLinksIn(markdown: string, folder: string, page = ""): string[] {
  return linksIn(markdown)
    .filter((link) => !/^https?:/.test(link))
    .flatMap((link) => {
      const [file = "", part] = link.split("#");
      const path = file === "" ? page : join(folder, file);
      if (!existsSync(inRepository(path))) return [`${link}: no such file`];
      if (part === undefined || partsIn(textOf(path)).includes(part)) return [];
      return [`${link}: no such part`];
    });
}

/** As GitHub names the headings of a page. */
const partsIn = (markdown: string): string[] =>
  Array.from(markdown.matchAll(/^#+ (.*)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
