import { describe, expect, it } from "vitest";
import { DeviceLost } from "./driver.ts";
import { systemPrograms } from "./programs.ts";

const shell = (script: string) =>
  systemPrograms.open({ file: "sh", args: ["-c", script], debianPackage: "dash" });

async function heardFrom(script: string, words: string) {
  const line = await shell(script);
  await line.write(words);
  let heard = "";
  try {
    for await (const chunk of line.chunks(new AbortController().signal)) {
      heard += Buffer.from(chunk).toString("latin1");
    }
    return { heard, error: null };
  } catch (error) {
    return { heard, error };
  } finally {
    await line.close();
  }
}

describe("systemPrograms", () => {
  it("carries what is written and said", async () => {
    const { heard } = await heardFrom("head -n 1", "a line\n");
    expect(heard).toBe("a line\n");
  });

  it("loses the device when the program ends, and says what it last complained of", async () => {
    const { error } = await heardFrom("echo first >&2; echo no such reader >&2; exit 1", "");
    expect(error).toBeInstanceOf(DeviceLost);
    expect(String(error)).toContain("sh has ended: no such reader");
  });

  it("names the package of a program that is not there", async () => {
    const command = { file: "no-such-program", args: [], debianPackage: "evtest" };
    await expect(systemPrograms.open(command)).rejects.toThrow(
      "no-such-program is not installed: apt-get install evtest",
    );
  });

  it("ends the program when it is told to stop", async () => {
    const line = await shell("echo $$; exec sleep infinity");
    const abort = new AbortController();
    let pid = 0;
    for await (const chunk of line.chunks(abort.signal)) {
      pid = Number(Buffer.from(chunk).toString());
      abort.abort();
    }
    await line.close();
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});
