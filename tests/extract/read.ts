/** Shared by the tests of extract/: C text to sites and accesses, as one readable line each. */
import { extractAccesses } from '../../server/src/extract/accesses.ts';
import { extractSites, type FoundSites } from '../../server/src/extract/sites.ts';
import type { NearAccess, ObjectPath, Site } from '../../server/src/model/facts.ts';
import { linux } from '../../server/src/primitives/linux.ts';
import type { Lexed } from '../../server/src/syntax/lexed.ts';
import { lex } from '../../server/src/syntax/lexer.ts';

export interface Extracted extends FoundSites {
  readonly lexed: Lexed;
}

/** The sites of a text; `names` are functions to read in full, offsets are where `/*!` stands. */
export function extract(code: string, names: readonly string[] = []): Extracted {
  const lexed = lex(code);
  const offsets = lexed.comments.filter((c) => code.startsWith('/*!', c.start)).map((c) => c.end);
  return { lexed, ...extractSites(lexed, linux, { offsets, names: new Set(names) }) };
}

/** `line primitive function`, in order; the first line of the text is 1. */
export function sites(code: string, names: readonly string[] = []): string[] {
  const { lexed, functions, sites: found } = extract(code, names);
  return found.map((site) => `${lineAt(lexed, site.at)} ${site.primitive} ${functions[site.fn]?.name ?? '-'}`);
}

/** The object of the first site of a text: `base -> members`. */
export function object(code: string): string {
  return describeObject(extract(code).sites[0]?.object);
}

/** The object of an expression in `smp_load_acquire()` at the end of a function with these parameters and statements. */
export function objectOf(expression: string, parameters = 'void', statements = ''): string {
  return object(`static int f(${parameters})\n{\n\t${statements}\n\treturn smp_load_acquire(${expression});\n}\n`);
}

export function describeObject(path: ObjectPath | undefined): string {
  return path ? [path.base === '' ? '?' : path.base, ...path.members].join(' -> ') : 'none';
}

/** `line mode object`, with what is known about it. */
export function accesses(code: string): string[] {
  const { lexed, functions, sites: found } = extract(code);
  return extractAccesses(lexed, functions, found, linux).map(({ at, mode, object: path, locked, private: own }) =>
    [lineAt(lexed, at), mode, path.text, locked ? 'locked' : '', own ? 'private' : '']
      .filter((word) => word !== '')
      .join(' '),
  );
}

/** `R x->f, W x->g` for the accesses on one side of a fence. */
export function near(site: Site | undefined, side: 'before' | 'after'): string {
  const describe = ({ write, passed, object: path }: NearAccess) => `${passed ? '&' : write ? 'W' : 'R'} ${path.text}`;
  return (site?.[side] ?? []).map(describe).join(', ');
}

function lineAt(lexed: Lexed, at: number): number {
  return lexed.text.slice(0, at).split('\n').length;
}
