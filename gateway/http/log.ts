/** The part of pino that is used here. */
export type Log = {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};
