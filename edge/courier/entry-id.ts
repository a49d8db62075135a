import type { Chain } from "#contract/ids.ts";

/** Where an entry stands: no two share it. */
export type EntryPlace = { readonly chain: Chain; readonly seq: number };

/** For a map's key, and for a person to read. */
export const entryIdOf = ({ chain, seq }: EntryPlace): string => `${chain}/${seq}`;
