import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultConfig, parseConfig, WITHOUT_TLS } from "./config.ts";

const FILE = "/etc/qamama/gateway.toml";
const parsed = (text: string) => {
  const config = parseConfig(text, FILE);
  if (!config.ok) throw new Error(config.problem);
  return config.value;
};

describe("parseConfig", () => {
  it("takes the example from the docs, which shows what holds anyway", () => {
    const example = new URL("../docs/examples/gateway.toml", import.meta.url);
    const data = "/etc/qamama/.qamama";
    expect(parsed(readFileSync(example, "utf8"))).toEqual({ ...defaultConfig(), data });
    expect(parsed("")).toEqual({ ...defaultConfig(), data });
  });

  it("takes every setting", () => {
    const text = `
      scheme = "nablus"
      time_zone = "UTC"
      data = "/var/lib/qamama"
      [currency]
      code = "NAB"
      minor_units = 0
      [issuer]
      ar = " بلدية نابلس "
      en = "Nablus municipality"
      [mqtt]
      host = "0.0.0.0"
      port = 8883
      tls = { cert = "tls/cert.pem", key = "/keys/key.pem" }
      [http]
      port = 80
    `;
    expect(parsed(text)).toEqual({
      scheme: "nablus",
      timeZone: "UTC",
      currency: { code: "NAB", minorUnits: 0 },
      issuer: { ar: "بلدية نابلس", en: "Nablus municipality" },
      data: "/var/lib/qamama",
      mqtt: {
        host: "0.0.0.0",
        port: 8883,
        tls: { certFile: "/etc/qamama/tls/cert.pem", keyFile: "/keys/key.pem" },
      },
      http: { port: 80 },
    });
  });

  it.each([
    ["an unknown key", '\nscheme = "a"\ncolour = 1\n', 3, /colour: there is no such setting/],
    ["an unknown table", "\n\n[colours]\nred = 1", 3, /colours: there is no such setting/],
    [
      "an unknown key of a table",
      "[http]\nport = 1\n[mqtt]\n\nport = 2\nhots = 1",
      6,
      /mqtt\.hots/,
    ],
    ["a key of another table", "[mqtt]\nport = 1\n[http]\nport = 99999", 4, /http\.port: .*65535/],
    ["a dotted key", 'scheme = "a"\nmqtt.port = "x"', 2, /mqtt\.port: .*number/],
    ["a key of an inline table", "\nmqtt = { port = -1 }", 2, /mqtt\.port/],
    ["a missing key", '[currency]\ncode = "QAM"', 1, /currency\.minor_units/],
    ["a scheme that is no slug", 'scheme = "Beit Illo"', 1, /scheme: .*slug/],
    ["a place that is no time zone", 'time_zone = "Asia/Beitillo"', 1, /time_zone: no time zone/],
    ["the code of relief points", '[currency]\ncode = "RLF"\nminor_units = 3', 2, /relief points/],
    ["a body in one language", '[issuer]\nen = "Council"', 1, /issuer\.ar/],
    ["a body without a name", '[issuer]\nar = "مجلس"\nen = " "', 3, /issuer\.en: an empty name/],
    [
      "a body with a long name",
      `[issuer]\nar = "${"م".repeat(81)}"\nen = "x"`,
      2,
      /issuer\.ar: longer than 80/,
    ],
    ["a body that is a number", '[issuer]\nar = "مجلس"\nen = 7', 3, /issuer\.en: .*string/],
    ["half of TLS", '[mqtt.tls]\ncert = "c.pem"', 1, /mqtt\.tls\.key/],
    ["no TOML", 'scheme = "a"\ndata = ', 2, /./],
    ["a key twice", 'data = "a"\ndata = "b"', 2, /./],
  ])("refuses %s in one sentence with the line", (_what, text, line, message) => {
    const config = parseConfig(text, FILE);
    if (config.ok) throw new Error("it was taken");
    expect(config.problem).toMatch(message);
    expect(config.problem.split(": ")[0]).toBe(`${FILE}, line ${line}`);
    expect(config.problem).not.toContain("\n");
  });
});

describe("who is heard", () => {
  it.each(["127.0.0.1", "127.0.0.53", "::1", "localhost"])(
    "on loopback needs no TLS: %s",
    (host) => {
      expect(parsed(`[mqtt]\nhost = "${host}"`).mqtt.tls).toBe(null);
    },
  );

  it.each(["0.0.0.0", "::", "192.168.1.10", "127.0.0.1.example.org"])(
    "elsewhere needs TLS: %s",
    (host) => {
      const config = parseConfig(`[mqtt]\nhost = "${host}"`, FILE);
      expect(config).toMatchObject({
        ok: false,
        problem: expect.stringMatching(/line 2: mqtt\.host: .*cert/),
      });
    },
  );

  it("elsewhere goes without TLS for whoever says so in these words only", () => {
    const without = (words: string) => `[mqtt]\nhost = "0.0.0.0"\nallow_without_tls = ${words}`;
    expect(parsed(without(`"${WITHOUT_TLS}"`)).mqtt).toMatchObject({ host: "0.0.0.0", tls: null });
    expect(parseConfig(without("true"), FILE).ok).toBe(false);
    expect(parseConfig(without('"yes"'), FILE).ok).toBe(false);
  });
});
