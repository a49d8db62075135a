import type { JsonObject } from "#contract/json.ts";
import { keyIdOf, type PublicJwk } from "#contract/jwk.ts";
import { clientIdOf } from "#contract/topics.ts";
import { newPassword, passwordHashOf } from "../keyring/password.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

/** Registers a station with its first key. The answer is what its `join` takes: shown this once. */
export async function enrolStation(
  { station, publicKey }: CommandOf<"station-enrol">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const password = newPassword();
  const passwordHash = passwordHashOf(password);
  const done = await context.store.act({
    ...acting,
    kind: "station-enrol",
    station,
    publicKey,
    passwordHash,
  });
  if (!done.ok) return done;
  const join = joinOf({ station, publicKey, password }, context);
  return answer(join, JSON.stringify(join, null, 2));
}

function joinOf(
  { station, publicKey, password }: { station: string; publicKey: PublicJwk; password: string },
  { scheme, mqttUrl, keyring }: AdminContext,
): JsonObject {
  const user = clientIdOf({ scheme: scheme.name, station });
  return {
    v: 1,
    scheme: scheme.name,
    station,
    chain: keyIdOf(publicKey),
    mqtt: { url: mqttUrl, user, password },
    root: keyring.root.publicJwk,
  };
}

export async function approveChain(
  { station, code }: CommandOf<"station-approve">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "chain-approve", station, code });
  return done.ok ? answer({ station, code, event: done.value.position }, done.value.text) : done;
}

export async function revokeStation(
  { station }: CommandOf<"station-revoke">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "station-revoke", station });
  return done.ok ? answer({ station, event: done.value.position }, done.value.text) : done;
}
