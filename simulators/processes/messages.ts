import type { Act } from "#gateway/registry/act.ts";
import type { Mutant } from "../torture/messages.ts";

export type GatewayStart = {
  readonly data: string;
  /** 0: any that is free. */
  readonly mqttPort: number;
  /** Whether it has one: the socket of `admin`, and HTTP on any port that is free. */
  readonly desk: boolean;
  readonly mutant: Mutant | null;
};

/** What a gateway is told by the process that started it, and answers. */
export type GatewayOrder = { readonly act: Act };
export type GatewayAnswer =
  | { readonly open: true; readonly mqttPort: number }
  | { readonly done: boolean; readonly refusal: string | null };
