/**
 * The MAINTAINERS file of a Linux tree: who looks after which files. Of its patterns those of paths are read (`F:`,
 * `X:` and `N:`), as its head and scripts/get_maintainer.pl explain them; those of contents (`K:`) are not.
 */
export interface Maintained {
  /** The entry's title: "SCHEDULER". */
  readonly entry: string;
  covers(file: string): boolean;
}

/** The entries that have patterns of paths, in their order. */
export function readMaintainers(text: string): Maintained[] {
  const entries: Maintained[] = [];
  for (const { title, patterns } of sections(text)) {
    const included = patterns.filter(({ kind }) => kind !== 'X').map(matcher);
    const excluded = patterns.filter(({ kind }) => kind === 'X').map(matcher);
    if (included.length === 0) continue;
    const index = new PrefixIndex(included);
    entries.push({
      entry: title,
      covers: (file) => index.matches(file) && !excluded.some(({ matches }) => matches(file)),
    });
  }
  return entries;
}

interface Pattern {
  readonly kind: string;
  readonly value: string;
}

interface Section {
  readonly title: string;
  readonly patterns: readonly Pattern[];
}

/** A section is a line of title and lines `X:	value` right below it; what comes before is prose. */
function* sections(text: string): Iterable<Section> {
  let title = '';
  let patterns: Pattern[] = [];
  for (const line of [...text.split(/\r?\n/), '']) {
    const found = /^([A-Z]):\s*(\S.*?)\s*$/.exec(line);
    if (found) {
      if (/^[FXN]$/.test(found[1]!)) patterns.push({ kind: found[1]!, value: found[2]! });
      continue;
    }
    if (title !== '' && patterns.length > 0) yield { title, patterns };
    title = line.trim();
    patterns = [];
  }
}

interface Matcher {
  /** Every file that matches begins with these folders: "drivers/net/", or "". */
  readonly prefix: string;
  matches(file: string): boolean;
}

function matcher({ kind, value }: Pattern): Matcher {
  if (kind === 'N') return { prefix: '', matches: byName(value) };
  const wildcard = value.search(/[*?]/);
  if (wildcard < 0) {
    const folder = value.endsWith('/') ? value : `${value}/`;
    const prefix = value.slice(0, value.lastIndexOf('/') + 1);
    return { prefix, matches: (file) => file === value || file.startsWith(folder) };
  }
  const source = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  // With a slash at its end all below belongs to it, without one just the files of that very level.
  const regex = new RegExp(`^${source}${value.endsWith('/') ? '' : '$'}`);
  const prefix = value.slice(0, value.lastIndexOf('/', wildcard) + 1);
  return { prefix, matches: (file) => regex.test(file) };
}

/** A regular expression of Perl, anywhere in the path. One that is none here matches nothing. */
function byName(value: string): (file: string) => boolean {
  try {
    const regex = new RegExp(value);
    return (file) => regex.test(file);
  } catch {
    return () => false;
  }
}

/** Finds the few patterns that a file may match: a kernel has ten thousand of them. */
class PrefixIndex {
  private readonly byPrefix = new Map<string, Matcher[]>();

  constructor(matchers: readonly Matcher[]) {
    for (const one of matchers) {
      const list = this.byPrefix.get(one.prefix);
      if (list) list.push(one);
      else this.byPrefix.set(one.prefix, [one]);
    }
  }

  matches(file: string): boolean {
    for (let end = 0; ; ) {
      if (this.byPrefix.get(file.slice(0, end))?.some(({ matches }) => matches(file))) return true;
      const slash = file.indexOf('/', end);
      if (slash < 0) return false;
      end = slash + 1;
    }
  }
}
