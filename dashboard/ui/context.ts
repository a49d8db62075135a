import type { LiveStream } from "#contract/live.ts";
import { LANGUAGES, type LanguageName } from "../format/language.ts";
import { type Numbers, numbersIn } from "../format/numbers.ts";
import type { Model } from "../model.ts";
import type { Words } from "../text/words.ts";

/** What every part of the page needs to say something in the reader's language. */
export type Context = {
  readonly words: Words;
  readonly numbers: Numbers;
  labelOf(stream: string): string;
};

export function contextOf(language: LanguageName, { currency, streams }: Model): Context {
  const { words } = LANGUAGES[language];
  const labels = new Map(streams.map((one) => [one.stream, labelIn(language, one)]));
  return {
    words,
    numbers: numbersIn(language, currency),
    labelOf: (stream) => labels.get(stream) ?? stream,
  };
}

const labelIn = (language: LanguageName, { label }: LiveStream): string =>
  language === "en" ? label.en : label.ar;
