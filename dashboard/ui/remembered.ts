const KEY = "qamama-language";

/** null also where the browser keeps nothing. */
export function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function remember(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The choice holds for this visit.
  }
}
