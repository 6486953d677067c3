/** The .gitignore files of a tree that is walked without git. */
import ignore from 'ignore';
import type { Host } from '../host/host.ts';

export interface IgnoreRules {
  /** The folder that the rules are for, relative to the root, ending in `/` or empty. */
  readonly prefix: string;
  readonly rules: ReturnType<typeof ignore>;
}

/** The rules of the .gitignore in the folder `prefix`. */
export function readRules(root: string, prefix: string, host: Host): IgnoreRules | undefined {
  const text = host.files.text(`${root}/${prefix}.gitignore`);
  return text === undefined ? undefined : { prefix, rules: ignore().add(text) };
}

/**
 * Whether `path` (relative to the root, folders with a `/` at the end) is ignored; `rules` are those of the
 * folders around it, innermost first. Folders are to be asked about before what is in them.
 */
export function isIgnored(rules: readonly IgnoreRules[], path: string): boolean {
  for (const { prefix, rules: own } of rules) {
    const { ignored, unignored } = own.checkIgnore(path.slice(prefix.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The files, relative to the root, that no pattern fits. */
export function withoutExcluded(files: readonly string[], patterns: readonly string[]): readonly string[] {
  const isExcluded = excluder(patterns);
  return patterns.length === 0 ? files : files.filter((file) => !isExcluded(file));
}

/** Whether one of the patterns fits a file relative to the root. */
export function excluder(patterns: readonly string[]): (file: string) => boolean {
  if (patterns.length === 0) return () => false;
  const rules = ignore().add([...patterns]);
  return (file) => rules.ignores(file);
}
