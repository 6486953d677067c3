/** Facts of fixture files, and how they read in a test: lines are 1-based and count without annotations. */
import { createExtractor, type Extractor } from '../../server/src/extract/file.ts';
import type { FileFacts } from '../../server/src/model/facts.ts';
import { linux } from '../../server/src/primitives/linux.ts';
import { wasm } from './wasm.ts';

let extractor: Promise<Extractor> | undefined;

/** The facts of one file; `names` are functions and tables that something elsewhere names. */
export async function factsOf(text: string, file = 'main.c', names: Iterable<string> = []): Promise<FileFacts> {
  extractor ??= createExtractor(linux, wasm());
  return (await extractor).extract(file, text, '', new Set(names));
}

/** The facts of each file, with nothing asked of it from elsewhere. */
export async function factsOfAll(files: ReadonlyMap<string, string>): Promise<FileFacts[]> {
  return Promise.all([...files].map(([file, text]) => factsOf(text, file)));
}

/**
 * What the comments of a text document, one line for each claim: `line of the verb verb -> primitive@line, ... in
 * function`. A first line break of the text doesn't count.
 */
export async function anchorLines(source: string): Promise<string[]> {
  const text = source.replace(/^\n/, '');
  const { comments, sites, functions } = await factsOf(text);
  return comments.flatMap(({ fn, claims }) =>
    claims.map(({ verb, verbSpan, anchors, call }) => {
      const documented = anchors.map((i) => `${sites[i]!.primitive}@${lineAt(text, sites[i]!.at)}`);
      const instead = call ? `call of ${call.name}@${lineAt(text, call.at)}` : 'nothing';
      const at = `${lineAt(text, verbSpan.start)} ${verb}`;
      return `${at} -> ${documented.join(', ') || instead} in ${functions[fn]?.name ?? '-'}`;
    }),
  );
}

/** The labels of a text: `line function:label -> primitive@line in function`. */
export async function labelLines(source: string): Promise<string[]> {
  const text = source.replace(/^\n/, '');
  const { labels, sites, functions } = await factsOf(text);
  return labels.map(({ span, function: named, label, site, fn }) => {
    const labelled = sites[site] ? `${sites[site].primitive}@${lineAt(text, sites[site].at)}` : 'nothing';
    return `${lineAt(text, span.start)} ${named ?? ''}:${label} -> ${labelled} in ${functions[fn]?.name ?? '-'}`;
  });
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
