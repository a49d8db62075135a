/** A name in Latin letters that keeps its own direction inside a sentence (Unicode FSI and PDI). */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
