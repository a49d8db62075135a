import type { DemoOptions } from "./args.ts";
import type { Folder } from "./folder.ts";

/** One run of the demo, as all its parts need it. */
export type Demo = {
  readonly options: DemoOptions;
  readonly folder: Folder;
  /** Scales show what lies on them, without noise: for a test that reckons from that. */
  readonly noiseless?: boolean;
  /** Aborts when the person at the keyboard has seen enough. */
  readonly stop: AbortSignal;
  say(text: string): void;
};
