import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lineOf } from "./config/toml.ts";
import { parseConfig, readConfig } from "./config.ts";

const EXAMPLE = "docs/examples/station.toml";
const example = readFileSync(EXAMPLE, "utf8");
const problemOf = (text: string) => {
  const parsed = parseConfig(text, "/etc/qamama/station.toml");
  return parsed.ok ? null : parsed.problem;
};
/** The example with one line changed, and the number of that line. */
const changed = (from: string, to: string) => {
  expect(example).toContain(from);
  const line = example.slice(0, example.indexOf(from)).split("\n").length;
  return { text: example.replace(from, to), line };
};

describe("the example", () => {
  it("is a config, with paths from its folder", () => {
    const parsed = parseConfig(example, "/etc/qamama/station.toml");
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        name: { scheme: "beitillo", station: "beitillo-01" },
        data: "/etc/qamama/beitillo-01",
        cardKeyFile: "/etc/qamama/card.key",
        ntpFile: null,
        currency: { code: "QAM", minorUnits: 2 },
        devices: { scale: { kind: "mt-sics" }, keypad: { kind: "serial-keypad" } },
        kiosk: null,
      },
    });
  });

  it("shows the section that gives it a kiosk, with the port that it would have anyway", () => {
    const withSection = example.replace("# [kiosk]", "[kiosk]");
    const withPort = withSection.replace(/^# port = 8090/m, "port = 8090");
    expect(withPort).not.toBe(withSection);
    for (const text of [withSection, withPort]) {
      expect(parseConfig(text, EXAMPLE)).toMatchObject({ value: { kiosk: { port: 8090 } } });
    }
  });

  it("shows the values that hold when nothing is set", () => {
    const plain = parseConfig(example, EXAMPLE);
    const shown = parseConfig(
      example
        .replace(
          /^# (baud_rate|data_bits|parity|absence_ms|confirm|timeout_s|attended_minutes|window_ms|fastest_ms|mode|zero_tracking_grams|bin_tolerance_grams) /gm,
          "$1 ",
        )
        .replace(/^# attended_only/gm, "attended_only"),
      EXAMPLE,
    );
    expect(shown).toEqual(plain);
  });
});

describe("a config that does not fit", () => {
  it.each<[string, string, RegExp]>([
    ['scheme = "beitillo"', 'sheme = "beitillo"', /sheme is not known/],
    ["division = 10", 'division = "ten"', /scale\.division: .*expected number/],
    ['kind = "mt-sics"', 'kind = "mt-sisc"', /scale\.kind: /],
    ['kind = "mt-sics"', 'kind = "mt-sics"\npoll_ms = 200', /scale\.poll_ms is not known/],
    ["division = 10", "division = 0", /scale\.division: /],
    ["division = 10", "division = 7", /scale\.division: is not 1, 2 or 5/],
    ["[keypad]", "[keybad]", /keybad is not known/],
    ['language = "ar"', 'language = "fr"', /language: /],
    ["rate_per_kg = 40", "rate_per_kg = 0.4", /streams\.2\.rate_per_kg: /],
    ['stream = "metal"', 'stream = "Metal"', /streams\.3\.stream: not a slug/],
    ['kind = "rdm6300"', 'kind = "abacus"', /reader\.kind: not one of "rdm6300", "id-12la", /],
    [
      'kind = "rdm6300"',
      'kind = "serial-uid"\nformat = "octal"',
      /reader\.format: not one of "hex"/,
    ],
    ['kind = "rdm6300"', 'kind = "pn532"\nformat = "hex"', /reader\.format is not known/],
    ["# [kiosk]", "[kiosk]\nport = 0", /kiosk\.port: /],
    ["# [kiosk]", "[kiosk]\nhost = '0.0.0.0'", /kiosk\.host is not known/],
    ["minor_units = 2", "minor_units = 2\nsubunits = 1", /currency\.subunits is not known/],
  ])("says where %s was changed to %s", (from, to, sentence) => {
    const { text, line } = changed(from, to);
    const problem = problemOf(text) ?? "";
    const added = to.split("\n").length - from.split("\n").length;
    expect(problem).toMatch(sentence);
    expect(problem).toContain(`station.toml line ${line + added}:`);
    expect(problem.split("\n")).toHaveLength(1);
  });

  it("names the line of what is no TOML", () => {
    const { text, line } = changed('card_key_file = "card.key"', "card_key_file = = 1");
    expect(problemOf(text)).toContain(`line ${line}:`);
  });

  it("names the table in which something is missing", () => {
    const { text } = changed("max_grams = 150000", "");
    const line = text.split("\n").indexOf("[scale]") + 1;
    expect(problemOf(text)).toMatch(new RegExp(`line ${line}: scale\\.max_grams: is missing`));
  });

  it.each([
    ['mode = "bin"\nempty_bin_grams = 150000', /empty_bin_grams: is not below max_grams/],
    ["zero_tracking_grams = 20", /zero_tracking_grams: would change the weights of a scale under/],
    ['mode = "bin"', /empty_bin_grams: belongs to mode = "bin", which needs it/],
    [
      'mode = "bin"\nempty_bin_grams = 9\n[containers]\nplastic = 360',
      /containers: belong to mode/,
    ],
  ])("is refused with %s", (line, sentence) => {
    expect(problemOf(example.replace("[weighing]", `[weighing]\n${line}`))).toMatch(sentence);
  });

  it("is refused when two devices are one", () => {
    expect(problemOf(example.replace("usb-keypad", "usb-scale"))).toMatch(
      /scale\.path: is another device's too/,
    );
  });

  it("has attendants only where they can type", () => {
    const text = example
      .replace(/\[keypad\][^[]*/, "")
      .replace(
        "[session]",
        `[session]\nstream = "glass"\nconfirm = "automatic"\nattendants = ["${"A".repeat(22)}"]`,
      );
    expect(problemOf(text)).toMatch(/attendants: need a \[keypad\]/);
  });

  it("cannot do without keys when each visit chooses", () => {
    const text = example.replace(/\[keypad\][^[]*/, "");
    expect(problemOf(text)).toMatch(/session: without a \[keypad\]/);
  });

  it("that is not there is named", () => {
    expect(readConfig("/nowhere/station.toml")).toMatchObject({
      problem: expect.stringContaining("/nowhere/station.toml cannot be read"),
    });
  });
});

describe("a bin on a board", () => {
  const BIN = "docs/examples/arduino-bin.toml";
  const toml = readFileSync(BIN, "utf8");
  const parsed = (text: string) => parseConfig(text, BIN);

  it("is a config, too", () => {
    expect(parsed(toml)).toMatchObject({
      ok: true,
      value: {
        devices: {
          scale: { kind: "hx711", dataPin: 11, clockPin: 12, gain: 128, zeroCounts: 84_000 },
          keypad: { kind: "buttons", streamPins: [2, 3, 4, 5], okPin: 6, cancelPin: 7 },
          board: { firmware: "qamama", lid: { pin: 9, onLoss: "open" }, lcd: { address: 0x27 } },
        },
        weighing: { mode: "bin" },
      },
    });
  });

  it("shows the values that hold when nothing is set", () => {
    const keys = "baud_rate|close_after_s|on_loss|address|columns|rows|data_pin|clock_pin|gain";
    const shown = toml.replace(new RegExp(`^# (${keys}) `, "gm"), "$1 ");
    expect(shown.split("\n").filter((line) => /^# [a-z_]+ = /.test(line))).toEqual([]);
    expect(parsed(shown)).toEqual(parsed(toml));
  });

  it.each([
    ["[board]\nkind", "[bord]\nkind", /bord is not known/],
    ["stream_pins = [2, 3", "stream_pins = [2, 2", /board: pin 2 is used twice/],
    ["stream_pins = [2, 3", "stream_pins = [2, 18", /board: pin 18 is used twice/],
    ["buzzer_pin = 8", "buzzer_pin = 12", /board: pin 12 is used twice/],
    ['firmware = "qamama"', 'firmware = "standard"', /lid\.on_loss: other than "stay" needs/],
    ["pin = 9", "pin = 10\nwidth = 1", /board\.lid\.width is not known/],
    ["pin = 9", "pin = 16", /board\.lid\.pin: is 9 or 10 with our firmware/],
    ["open_degrees = 100", "open_degrees = 10", /open_degrees: is where closed_degrees is too/],
    ["span_counts = 484000", "span_counts = 84010", /span_counts: is less than 4 counts/],
    ["division = 20", "division = 20\nverified_until = 2027-01-01", /verified_until: cannot be/],
  ])("is refused where %j was changed to %j", (from, to, sentence) => {
    expect(toml).toContain(from);
    const found = parsed(toml.replace(from, to));
    expect(found.ok ? "" : found.problem).toMatch(sentence);
  });

  it("needs its board", () => {
    const without = toml.replace(/\[board\][\s\S]*?\[scale\]/, "[scale]");
    const found = parsed(without);
    expect(found.ok ? "" : found.problem).toMatch(/scale\.kind: needs a \[board\]/);
  });

  it("has an HX711 only behind our own firmware", () => {
    const standard = toml
      .replace(/"qamama"/, '"standard"')
      .replace(/^# on_loss = "open" /m, 'on_loss = "stay" ');
    const found = parsed(standard);
    expect(found.ok ? "" : found.problem).toMatch(/board\.firmware: must be "qamama" for an HX711/);
    expect(parsed(standard.replace('"hx711"', '"nau7802"')).ok).toBe(true);
  });
});

describe("lineOf", () => {
  const text = ["a = 1", "[b]", "c = 2", "[[d]]", "e = 3", "[[d]]", "e = 4"].join("\n");
  it.each([
    [["a"], 1],
    [["b"], 2],
    [["b", "c"], 3],
    [["b", "missing"], 2],
    [["d", 1, "e"], 7],
    [["d", 0, "missing"], 4],
    [["missing"], 1],
  ] as const)("finds %j at line %i", (path, line) => {
    expect(lineOf(text, path)).toBe(line);
  });
});
