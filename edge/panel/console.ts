import { render } from "./render.ts";
import type { Language } from "./text.ts";
import type { Panel } from "./view.ts";

/** A display made of text: a line for each language, written only when what it shows has changed. */
export function openConsolePanel(
  write: (line: string) => void,
  languages: readonly Language[] = ["ar", "en"],
): Panel {
  const shown = new Map<Language, string>();
  return {
    show(view) {
      for (const language of languages) {
        const line = render(view, language).join(" | ");
        if (shown.get(language) === line) continue;
        shown.set(language, line);
        write(line);
      }
    },
  };
}
