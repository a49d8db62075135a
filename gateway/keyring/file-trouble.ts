const WHY: Readonly<Record<string, string>> = {
  EACCES: "this user may not",
  EPERM: "this user may not",
  EROFS: "the disk can only be read",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is no folder",
  ENOENT: "it, or a folder of its path, is not there",
};

/** A sentence for the operator about a file or folder that the system refused; null for anything else. */
export function fileTroubleOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return null;
  const why = WHY[String(error.code)];
  if (why === undefined || typeof error.path !== "string") return null;
  return `${error.path} cannot be used, ${why}: mend that, or choose another folder with --data.`;
}
