import { describe, expect, it } from "vitest";
import { parseDemoArgs } from "./args.ts";

describe("the demo's flags", () => {
  it("have defaults", () => {
    expect(parseDemoArgs(["--data", "/tmp/village"])).toEqual({
      ok: true,
      value: {
        data: "/tmp/village",
        httpPort: 8080,
        mqttPort: 1883,
        kioskPort: 8090,
        speed: 60,
        seed: null,
        once: null,
        language: "en",
        arduino: false,
      },
    });
  });

  it("are read", () => {
    const args =
      "--port 81 --mqtt-port 82 --kiosk-port 83 --speed 1.5 --seed 0 --once 200 --lang ar --arduino".split(
        " ",
      );
    expect(parseDemoArgs(args)).toMatchObject({
      ok: true,
      value: {
        httpPort: 81,
        mqttPort: 82,
        kioskPort: 83,
        speed: 1.5,
        seed: 0,
        once: 200,
        language: "ar",
        arduino: true,
      },
    });
  });

  it.each(["--help", "-h"])("%s asks for help", (flag) => {
    expect(parseDemoArgs([flag])).toEqual({ ok: true, value: null });
  });

  it.each([
    [["--port", "0"], /--port takes a whole number from 1 to 65535, not "0"/],
    [["--port", "http"], /--port/],
    [["--mqtt-port", "99999"], /--mqtt-port/],
    [["--kiosk-port", "0"], /--kiosk-port/],
    [["--speed", "0.5"], /--speed takes a number from 1/],
    [["--speed", "fast"], /--speed/],
    [["--seed", "-1"], /--seed/],
    [["--once", "0"], /--once/],
    [["--once", "1.5"], /--once/],
    [["--lang", "fr"], /--lang takes ar or en/],
    [["--sped", "3"], /--sped/],
    [["beitillo"], /beitillo/],
  ])("refuse %j", (args, sentence) => {
    const parsed = parseDemoArgs(args);
    expect(parsed.ok ? "" : parsed.problem).toMatch(sentence);
  });
});
