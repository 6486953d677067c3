/**
 * A refusal that the user can act on: wrong usage, a path that can't be read, nothing to look at.
 * It becomes one line on stderr and exit code 2.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What to say of an error in one line: its own words for a refusal, the reason for the system's. */
export function describeError(error: unknown): string {
  if (error instanceof Failure) return oneLine(error.message);
  if (!(error instanceof Error)) return `internal error: ${oneLine(String(error))}`;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined) return `cannot read ${path}: ${systemReason(code)}`;
  return `internal error: ${oneLine(error.message)} (BARRIER_LS_DEBUG=1 shows where)`;
}

/** The system's error codes that users meet, in words. */
export function systemReason(code: string): string {
  switch (code) {
    case 'ENOENT':
      return 'no such file or directory';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a directory';
    case 'ENOTDIR':
      return 'a part of the path is not a directory';
    case 'ELOOP':
      return 'too many symbolic links';
    default:
      return code;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
