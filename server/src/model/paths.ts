/** What a path in a kernel tree tells: its directory and its architecture. */

/** Without a trailing slash; '' for a file at the root. */
export function directoryOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** The file's name without directory and extension: `percpu-rwsem`. */
export function stemOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}

/** `x86` for arch/x86/... and tools/arch/x86/..., null for code of all architectures. */
export function architectureOf(file: string): string | null {
  return /^(?:tools\/)?arch\/([^/]+)\//.exec(file)?.[1] ?? null;
}

/** Whether two files can be linked together: code of arch/arm never pairs with code of arch/x86. */
export function sameArchitecture(a: string, b: string): boolean {
  const [x, y] = [architectureOf(a), architectureOf(b)];
  return x === null || y === null || x === y;
}
