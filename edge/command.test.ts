import { describe, expect, it } from "vitest";
import { type Commands, type Given, parseCommand, usageOf } from "./command.ts";

const nothing = () => {};
const commands: Commands = {
  run: { takes: "", about: "weighs", run: nothing },
  play: {
    takes: "FILE",
    about: "plays",
    takesFile: true,
    configOptional: true,
    options: { json: { type: "boolean" }, seconds: { type: "string" } },
    run: nothing,
  },
};
const given = (...args: string[]): Given => parseCommand(args, commands).given;

describe("a command line", () => {
  it("is a command with its file and options", () => {
    const it = given("play", "x.jsonl", "--json", "--seconds", "9");
    expect([it.file, it.configFile, it.flag("json"), it.count("seconds", 5)]).toEqual([
      ...["x.jsonl", "", true, 9],
    ]);
  });

  it("may leave options out", () => {
    const it = given("play", "x.jsonl");
    expect([it.flag("json"), it.text("seconds"), it.count("seconds", 5)]).toEqual([false, null, 5]);
  });

  it.each([
    ["nothing", [], /Usage:/],
    ["no such command", ["toString"], /Usage:/],
    ["no config", ["run"], /Usage:/],
    ["no file", ["play"], /Usage:/],
    ["two files", ["play", "a", "b"], /Usage:/],
    ["a file too many", ["run", "a", "--config", "c"], /Usage:/],
    ["another's option", ["run", "--config", "c", "--json"], /--json/],
  ])("is refused: %s", (_, args, words) => {
    expect(() => given(...args)).toThrow(words);
  });

  it.each(["0", "-1", "1.5", "soon", "99999999"])("takes no %s for a number", (text) => {
    expect(() => given("play", "x", `--seconds=${text}`).count("seconds", 1)).toThrow(/--seconds/);
  });

  it("names the config that cannot be read", () => {
    expect(() => given("run", "--config", "/nowhere/station.toml").config()).toThrow(/nowhere/);
  });
});

describe("the usage", () => {
  it("has a line for each command", () => {
    expect(usageOf(commands).split("\n")).toEqual([
      "Usage:",
      "  station run --config FILE          weighs",
      "  station play FILE [--config FILE]  plays",
    ]);
  });
});
