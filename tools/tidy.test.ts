import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { browserFaults } from "./tidy/browser.ts";
import { floorFaults } from "./tidy/floors.ts";
import { plan } from "./tidy/plan.ts";
import { importsOf, type Source } from "./tidy/source.ts";
import { lockFaults, textFaults } from "./tidy/text.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const NOT_OURS = /^(node_modules|\.git|\.cache|\.qamama.*|dist|package-lock\.json)$/;
const TEXT = /(\.(ts|tsx|mjs|js|json|md|toml|css|html|svg|yml|sql|c|h)|\/run)$/;

/** Whatever stands in the repository's folder, committed or about to be. */
function sourcesBelow(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.test(name))
    .flatMap((entry) => {
      const file = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesBelow(file);
      if (!entry.isFile() || !TEXT.test(file)) return [];
      return [
        { path: relative(root, file).split(sep).join("/"), text: readFileSync(file, "utf8") },
      ];
    });
}

describe("this repository", () => {
  const sources = sourcesBelow(root);

  it("is all there", () => {
    const paths = sources.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["contract/page.ts", ".ci/run", "package.json"]));
  });
  it("has imports that point down", () => expect(floorFaults(sources, plan)).toEqual([]));
  it("shows a browser nothing of Node", () => expect(browserFaults(sources)).toEqual([]));
  it("has short files, named exports and no path of one machine", () => {
    expect(sources.flatMap(textFaults)).toEqual([]);
  });
  it("has a lock file for every registry", () => {
    expect(lockFaults(readFileSync(join(root, "package-lock.json"), "utf8"))).toEqual([]);
  });
});

const file = (path: string, ...imports: string[]): Source => ({
  path,
  text: imports.map((name) => `import { x } from "${name}";\n`).join(""),
});

describe("the floors", () => {
  it.each([
    ["a contract", file("contract/page.ts", "./json.ts", "zod", "node:fs")],
    ["a room within itself", file("gateway/store/sqlite/open.ts", "../store.ts")],
    ["a lower floor", file("gateway/deposit/decide.ts", "../ledger/posting.ts")],
    ["a lower floor by name", file("gateway/main.ts", "#gateway/store/store.ts")],
    ["the contract", file("edge/courier.ts", "#contract/page.ts", "./outbox/outbox.ts")],
    [
      "simulators on both",
      file("simulators/demo/main.ts", "#edge/agent.ts", "#gateway/gateway.ts"),
    ],
    ["a test, anywhere", file("gateway/month/month.test.ts", "#simulators/x.ts", "../main.ts")],
    ["a fixture, anywhere", file("edge/outbox/bed.fixture.ts", "#simulators/x.ts", "../main.ts")],
    ["a file of the root", file("vitest.config.ts", "#gateway/main.ts")],
  ])("hold %s", (_, source) => expect(floorFaults([source], plan)).toEqual([]));

  it.each([
    ["upwards", file("gateway/ledger/posting.ts", "../store/store.ts"), "above"],
    ["a neighbour", file("gateway/ledger/posting.ts", "../tariff/tariffs.ts"), "neighbour"],
    ["a neighbouring file", file("edge/agent.ts", "./courier.ts"), "neighbour"],
    [
      "edge from gateway",
      file("gateway/ingest/ingest.ts", "#edge/outbox/x.ts"),
      "gateway does not",
    ],
    ["gateway from edge", file("edge/courier.ts", "../gateway/store/store.ts"), "edge does not"],
    ["simulators", file("gateway/main.ts", "#simulators/x.ts"), "does not import simulators"],
    ["out of the contract", file("contract/page.ts", "#gateway/main.ts"), "contract does not"],
    ["more than the contract", file("dashboard/main.ts", "#gateway/main.ts"), "dashboard does not"],
    ["a fixture", file("edge/outbox/x.ts", "./bed.fixture.ts"), "for tests alone"],
    ["tools", file("simulators/x.ts", "../tools/check.ts"), "does not import tools"],
    ["from a room without a floor", file("edge/attic/x.ts"), "no floor for edge/attic"],
    ["types", { path: "edge/agent.ts", text: 'import type { X } from "./main.ts";' }, "above"],
    ["later", { path: "edge/agent.ts", text: 'await import("./main.ts")' }, "above"],
    [
      "as a worker",
      { path: "edge/agent.ts", text: 'new Worker(new URL("./main.ts", import.meta.url))' },
      "above",
    ],
  ])("refuse to import %s", (_, source, words) => {
    expect(floorFaults([source], plan)).toEqual([expect.stringContaining(words)]);
  });

  it("name each room once", () => {
    for (const { floors } of Object.values(plan)) {
      expect(new Set(floors.flat()).size).toBe(floors.flat().length);
    }
  });
});

describe("imports", () => {
  it("are found over several lines, and told apart from words", () => {
    const text =
      'import {\n  a,\n  type B,\n} from "./a.ts";\nexport type { C } from "../c.ts";\nconst from = "x";';
    expect(importsOf({ path: "edge/link/x.ts", text })).toEqual([
      { target: "edge/link/a.ts", typesOnly: false },
      { target: "edge/c.ts", typesOnly: true },
    ]);
  });
});

describe("the browser", () => {
  const node = file("contract/hash.ts", "node:crypto");

  it.each([
    ["directly", [file("dashboard/main.ts", "node:fs")]],
    ["in the kiosk's page", [file("edge/kiosk/page/main.ts", "node:fs")]],
    ["through the contract", [file("dashboard/main.ts", "#contract/hash.ts"), node]],
    [
      "from afar",
      [file("dashboard/a/b.ts", "#contract/page.ts"), file("contract/page.ts", "./hash.ts"), node],
    ],
  ])("meets Node %s", (_, sources) => expect(browserFaults(sources)).toHaveLength(1));

  it("may know Node's types, and rings do not end it", () => {
    const types = { path: "dashboard/a.ts", text: 'import type { H } from "#contract/hash.ts";' };
    const ring = [file("dashboard/b.ts", "./c.ts"), file("dashboard/c.ts", "./b.ts")];
    expect(browserFaults([types, node, ...ring])).toEqual([]);
  });
});

describe("a file's text", () => {
  const slash = "/";
  it.each([
    ["400 lines", "edge/a.ts", "\n".repeat(400), "has 400 lines"],
    ["a default export", "edge/a.ts", "export default 1;\n", "default export"],
    ["a barrel", "edge/a.ts", 'export * from "./b.ts";\n', "passes on"],
    ["a barrel of names", "edge/a.ts", 'export { b } from "./b.ts";\n', "passes on"],
    ["someone's home", "docs/A.md", `see ${slash}home/ann/x`, "a path of one machine"],
    ["a workplace", "docs/A.md", `(${slash}work/x)`, "a path of one machine"],
  ])("is refused for %s", (_, path, text, words) => {
    expect(textFaults({ path, text })).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ["399 lines", "edge/a.ts", "\n".repeat(399)],
    ["a long table of examples", "contract/golden/a.json", "\n".repeat(4000)],
    ["a tool's configuration", "dashboard/vite.config.ts", "export default {};\n"],
    ["its own exports", "edge/a.ts", "const a = 1;\nexport { a };\n"],
    ["an address", "docs/A.md", "https://example.org/work/1 ./home/x"],
  ])("is accepted with %s", (_, path, text) => expect(textFaults({ path, text })).toEqual([]));
});

describe("the lock file", () => {
  it.each([
    ["where a package came from", '{ "resolved": "x" }', "resolved"],
    ["a registry", '{ "a": "https://registry.example.org/a" }', "names the registry"],
  ])("is refused for %s", (_, text, words) => {
    expect(lockFaults(text)).toEqual([expect.stringContaining(words)]);
  });

  it("may name where to give money", () => {
    expect(lockFaults('{ "funding": { "url": "https://opencollective.com/x" } }')).toEqual([]);
  });
});
