/** The functions of a file that order something, with their ordering sites; sites outside of functions stand alone. */

import type { FileFacts, FunctionFact, Site } from '../model/facts.ts';
import { isMarkedKind } from '../primitives/explicit.ts';
import type { Span } from '../text/span.ts';
import { nameEnd } from './spots.ts';
import type { View } from './view.ts';

export interface DocumentSymbol {
  readonly name: string;
  /** Of a site the object as written; of a function ''. */
  readonly detail: string;
  readonly kind: 'function' | 'macro' | 'site';
  readonly span: Span;
  /** The name, within `span`. */
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

/** In order of position. Locks and other calls that order in passing are listed only where a comment speaks of them. */
export function documentSymbols(view: View, file: string): DocumentSymbol[] {
  const facts = view.snapshot.file(file);
  if (!facts) return [];
  const documented = new Set(view.pairs.claimsIn(file).map(({ anchor }) => anchor));
  const shown = facts.sites.filter((site) => isMarkedKind(site.kind) || documented.has(site));
  const byFunction = new Map<number, Site[]>();
  for (const site of shown) byFunction.set(site.fn, [...(byFunction.get(site.fn) ?? []), site]);
  return [...byFunction]
    .flatMap(([fn, sites]) => {
      const around = facts.functions[fn];
      const symbols = sites.map(siteSymbol);
      return around ? [functionSymbol(around, symbols)] : symbols;
    })
    .sort((a, b) => a.span.start - b.span.start);
}

/** From the name to the end of the body: where the return type begins is not known. */
export function functionSpan({ at, body }: FunctionFact): Span {
  return { start: Math.min(at, body.start), end: body.end };
}

function functionSymbol(fn: FunctionFact, children: readonly DocumentSymbol[]): DocumentSymbol {
  const selection = { start: fn.at, end: fn.at + fn.name.length };
  return {
    name: fn.name,
    detail: '',
    kind: fn.macro ? 'macro' : 'function',
    span: functionSpan(fn),
    selection,
    children,
  };
}

function siteSymbol(site: Site): DocumentSymbol {
  return {
    name: site.primitive,
    detail: site.object?.text ?? '',
    kind: 'site',
    span: { start: site.at, end: site.end },
    selection: { start: site.at, end: nameEnd(site) },
    children: [],
  };
}

/** The function or macro whose name or body an offset lies in: its index, or -1. */
export function functionAt(facts: FileFacts, offset: number): number {
  return facts.functions.findLastIndex(({ at, name, body }) =>
    [{ start: at, end: at + name.length }, body].some(({ start, end }) => start <= offset && offset <= end),
  );
}
