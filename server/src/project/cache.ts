/**
 * The memo between runs: one file per project in the user's cache folder. It is replaced as a whole by a rename, so
 * concurrent runs see the old or the new one; whatever isn't just what this version wrote is as good as nothing.
 *
 * The first line has the program's build and a hash of the rest, the second one the tables, and each further line the facts
 * of one file, which are parsed only if they are needed.
 */
import type { Host } from '../host/host.ts';
import { emptyMemo, type FileMemo, type Memo, type NameMemo } from './memo.ts';

export interface Cache {
  /** An empty memo when there is none, or none that fits. */
  load(): Memo;
  /** Why it could not be written, or undefined. */
  save(memo: Memo): string | undefined;
  readonly path: string;
}

/** The cache for the files under `paths` of `root`. */
export function openCache(host: Host, root: string, paths: readonly string[]): Cache {
  // A single file that is named besides the whole tree makes no other project of it.
  const scope = paths.includes('') ? [root] : [root, ...paths];
  const path = `${host.cacheFolder}/${host.hash(scope.join('\0'))}.cache`;
  const head = `barrier-ls ${FORMAT} ${host.program}`;
  const openedAt = host.now();
  return {
    path,
    load() {
      const text = host.files.text(path);
      return (text?.startsWith(`${head} `) && read(text, head, host)) || emptyMemo();
    },
    save(memo) {
      const lines = print(memo, openedAt - RACY_MS);
      try {
        host.files.replace(path, inChunks([`${head} ${checksum(lines, host)}`, ...lines]));
        return undefined;
      } catch (error) {
        return `cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`;
      }
    },
  };
}

/** The layout of the file. */
const FORMAT = 1;

/**
 * A file changed so shortly before it was read might change again without its time telling: some file systems count
 * in seconds. Such files are not remembered.
 */
const RACY_MS = 2000;

/** All columns are in the order of `files`. */
interface Tables {
  readonly files: string;
  readonly mtimes: readonly number[];
  readonly sizes: readonly number[];
  readonly hashes: Readonly<Record<number, string>>;
  readonly problems: Readonly<Record<number, string>>;
  /** For each line of facts: the file's number and the key. */
  readonly facts: readonly (readonly [number, string])[];
  readonly names: readonly (readonly [string, NameMemo])[];
  readonly structs: readonly (readonly [string, readonly string[]])[];
  readonly assumed: string | null;
}

function print(memo: Memo, newest: number): string[] {
  const kept = [...memo.files].filter(([, file]) => file.mtimeMs < newest).sort(([a], [b]) => (a < b ? -1 : 1));
  const facts: (readonly [number, string])[] = [];
  const lines: string[] = [];
  const hashes: Record<number, string> = {};
  const problems: Record<number, string> = {};
  kept.forEach(([, file], i) => {
    if (file.hash !== undefined) hashes[i] = file.hash;
    if (file.problem !== undefined) problems[i] = file.problem;
    for (const [key, json] of file.facts) {
      facts.push([i, key]);
      lines.push(json);
    }
  });
  const tables: Tables = {
    files: kept.map(([path]) => path).join('\n'),
    mtimes: kept.map(([, file]) => file.mtimeMs),
    sizes: kept.map(([, file]) => file.size),
    hashes,
    problems,
    facts,
    names: [...memo.names],
    structs: [...memo.structs],
    assumed: memo.assumed,
  };
  return [JSON.stringify(tables), ...lines];
}

function read(text: string, head: string, host: Host): Memo | undefined {
  const [first, ...lines] = text.split('\n');
  lines.pop();
  if (first !== `${head} ${checksum(lines, host)}`) return undefined;
  // From here on it is what we wrote, so nothing has to be checked.
  const tables: Tables = JSON.parse(lines[0]!);
  const facts = new Map<number, Map<string, string>>();
  tables.facts.forEach(([file, key], i) => {
    const known = facts.get(file);
    if (known) known.set(key, lines[i + 1]!);
    else facts.set(file, new Map([[key, lines[i + 1]!]]));
  });
  const files = new Map<string, FileMemo>();
  const paths = tables.files === '' ? [] : tables.files.split('\n');
  paths.forEach((path, i) => {
    const hash = tables.hashes[i];
    const problem = tables.problems[i];
    files.set(path, {
      mtimeMs: tables.mtimes[i]!,
      size: tables.sizes[i]!,
      ...(hash !== undefined && { hash }),
      ...(problem !== undefined && { problem }),
      facts: facts.get(i) ?? NO_FACTS,
    });
  });
  return { files, names: new Map(tables.names), structs: new Map(tables.structs), assumed: tables.assumed };
}

/** Of line after line: all of it in one string would take as much memory once more. */
function checksum(lines: readonly string[], host: Host): string {
  return lines.reduce((sum, line) => host.hash(sum + line), `${lines.length}`);
}

/** Lines with their ends, in pieces that are worth a system call each. */
function* inChunks(lines: readonly string[]): Iterable<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < 1 << 20) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

const NO_FACTS: ReadonlyMap<string, string> = new Map();
