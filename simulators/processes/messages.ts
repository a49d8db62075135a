import type { Act } from "#gateway/registry/act.ts";
import type { Mutant } from "../torture/messages.ts";

export type GatewayStart = {
  readonly data: string;
  /** 0: any that is free. */
  readonly mqttPort: number;
  readonly mutant: Mutant | null;
};

/** What a gateway without its desk is told, and answers. */
export type GatewayOrder = { readonly act: Act };
export type GatewayAnswer =
  | { readonly open: true; readonly mqttPort: number }
  | { readonly done: boolean; readonly refusal: string | null };
