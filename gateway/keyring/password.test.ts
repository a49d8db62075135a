import { describe, expect, it } from "vitest";
import { newPassword, passwordHashOf, passwordMatches } from "./password.ts";

describe("a station's password", () => {
  it("matches its own hash and no other", () => {
    const [mine, other] = [newPassword(), newPassword()];
    expect(passwordMatches(mine, passwordHashOf(mine))).toBe(true);
    expect(passwordMatches(other, passwordHashOf(mine))).toBe(false);
  });

  it("has 256 bits and is not in its hash", () => {
    const password = newPassword();
    expect(Buffer.from(password, "base64url")).toHaveLength(32);
    expect(passwordHashOf(password)).not.toContain(password);
  });

  it.each(["", "sha256:", "sha256:AAAA", "md5:AAAA", "plain"])(
    "matches nothing kept as %j",
    (kept) => {
      expect(passwordMatches("plain", kept)).toBe(false);
    },
  );
});
