import * as z from "zod";
import { publicJwk } from "#contract/jwk.ts";
import { ok, type Result } from "#contract/result.ts";
import { readText, type TaskProblem, unreadable, wrong } from "./made.ts";

const jwk = z.looseObject({
  crv: z.string(),
  kty: z.string(),
  x: z.string(),
  y: z.string().optional(),
});

/** Takes the public members only; whoever brings a private key is told so before it goes anywhere. */
export function readPublicKey(file: string | undefined): Result<unknown, TaskProblem> {
  if (file === undefined) return wrong("Say which key: --public-key JWKFILE.");
  const text = readText(file);
  if (!text.ok) return text;
  const parsed = parsedJwk(text.value);
  if (parsed === null)
    return unreadable(`${file} is no public key: it must hold what "station key" prints.`);
  if ("d" in parsed) {
    return unreadable(
      `${file} holds a PRIVATE key, which must not leave its station: bring what "station key" prints.`,
    );
  }
  const { crv, kty, x, y } = parsed;
  const key = publicJwk.safeParse(y === undefined ? { crv, kty, x } : { crv, kty, x, y });
  if (key.success) return ok(key.data);
  return unreadable(`${file} is no Ed25519 or P-256 public key.`);
}

function parsedJwk(text: string): z.output<typeof jwk> | null {
  try {
    return jwk.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
