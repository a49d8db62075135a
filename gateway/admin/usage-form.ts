/** How a command is written, and what it does. */
export type Usage = {
  /** All of it, after the command's name. */
  readonly form: string;
  /** The words in it that must be there, and how many more may. */
  readonly words: readonly string[];
  readonly more?: number;
  readonly options: readonly string[];
  /** Options without a value. */
  readonly flags?: readonly string[];
  readonly does: string;
};
