/**
 * One C file to its facts: the whole of extraction in the order in which it happens.
 */

import { commentNeedles } from '../comments/prefilter.ts';
import { mayClaim, readComment, standsAlone } from '../comments/read.ts';
import type { Claim, ReadComment } from '../model/claim.ts';
import type { FileFacts, PlainAccess, Site } from '../model/facts.ts';
import type { Vocabulary } from '../model/primitive.ts';
import { needles, sleeperChecks } from '../primitives/explicit.ts';
import { correct } from '../primitives/words.ts';
import type { Lexed, LexedComment } from '../syntax/lexed.ts';
import { lex } from '../syntax/lexer.ts';
import { createParser, type RegionParser, type Wasm } from '../syntax/parser.ts';
import { extractAccesses } from './accesses.ts';
import { anchorComments } from './anchors.ts';
import { flowsAround } from './flow/around.ts';
import { flowReader } from './flow/flows.ts';
import { extractLooks, lookNeedle } from './looks.ts';
import { mentionsAtBarriers } from './mentions.ts';
import { extractRechecks } from './rechecks.ts';
import { withRemarks } from './remarks.ts';
import { extractSites } from './sites.ts';
import { extractStructs } from './structs.ts';
import { suppressionScopes } from './suppressions.ts';
import { extractTables } from './tables.ts';
import { describeUses } from './uses.ts';

export interface Extractor {
  /**
   * The facts of one file. `names` are functions to extract in full even if nothing in the file asks for it.
   * Never fails: unreadable code yields fewer facts.
   */
  extract(file: string, text: string, hash: string, names: ReadonlySet<string>): FileFacts;
}

/** A comment with what its words say. */
export interface CommentReading {
  readonly comment: LexedComment;
  readonly reading: ReadComment;
}

export async function createExtractor(vocabulary: Vocabulary, wasm: Wasm): Promise<Extractor> {
  const parser = await createParser(wasm);
  return { extract: (file, text, hash, names) => extractFile(parser, vocabulary, file, text, hash, names) };
}

function extractFile(
  parser: RegionParser,
  vocabulary: Vocabulary,
  file: string,
  text: string,
  hash: string,
  names: ReadonlySet<string>,
): FileFacts {
  const lexed = lex(text);
  const readings = isReadForLooksOnly(text) ? [] : readComments(lexed, vocabulary);
  const offsets = readings
    .filter((r) => r.reading.claims.length + r.reading.labels.length > 0)
    .map((r) => r.comment.end);
  // What a comment names in its own file is read in full at once; the index asks for the rest.
  const named = new Set([...names, ...readings.flatMap(({ reading }) => reading.claims.flatMap(functionsNamed))]);
  const wanted = new Set([...named, ...besideAtomicBarriers(lexed.code)]);
  const found = extractSites(lexed, vocabulary, { offsets, names: wanted });
  const accesses = extractAccesses(lexed, found.functions, found.sites, vocabulary);
  const flows = flowReader(lexed, found.functions, found.sites, vocabulary);
  const described = describeUses(parser, lexed, found.functions, withRemarks(lexed, found.sites), accesses, flows);
  const { comments, labels } = anchorComments(lexed, found.functions, described.sites, readings);
  const spoken = { lexed, functions: found.functions, sites: described.sites, comments, named };
  const around = flowsAround(parser, vocabulary, { ...spoken, flows: described.flows });
  const rechecks = extractRechecks(lexed, found.functions);
  const looks = extractLooks(lexed, found.functions);
  const claiming = new Set(readings.filter((r) => r.reading.claims.length > 0).map((r) => r.comment));
  const mentions = mentionsAtBarriers(lexed, described.sites, vocabulary, claiming);
  return {
    file,
    hash,
    functions: [...found.functions, ...extractTables(lexed, names)],
    sites: described.sites,
    comments: [...comments, ...mentions].sort((a, b) => a.span.start - b.span.start),
    accesses: described.accesses,
    labels,
    suppressions: suppressionScopes(lexed, found.functions, readings),
    structs: extractStructs(lexed),
    statics: staticsUsed(lexed, described.sites, described.accesses),
    includes: lexed.includes,
    ...(rechecks.length > 0 && { rechecks }),
    ...(looks.length > 0 && { looks }),
    ...(described.flows.length > 0 && { flows: described.flows }),
    ...(around.length > 0 && { around }),
  };
}

/** Whether nothing but a look, for sleepers or behind a store, brought the file here: its comments are not about pairs then. */
function isReadForLooksOnly(text: string): boolean {
  if (!sleeperChecks.some((name) => text.includes(`${name}(`)) && !lookNeedle.test(text)) return false;
  return !needles.some((needle) => text.includes(needle)) && !commentNeedles.some((needle) => needle.test(text));
}

function functionsNamed(claim: Claim): string[] {
  const places = claim.references.flatMap((reference) => reference.places);
  return places.flatMap((place) => (place.kind === 'function' ? place.names : []));
}

/** The functions that smp_mb__before_atomic() and smp_mb__after_atomic() stand beside: they belong to what is in there. */
function besideAtomicBarriers(code: string): string[] {
  const before = code.matchAll(/\bsmp_mb__before_atomic\(\);\s*(\w+)\(/g);
  const after = code.matchAll(/\b(\w+)\([^;{}]{0,120}\);\s*smp_mb__after_atomic\(/g);
  return [...before, ...after].map((match) => match[1]!);
}

function readComments(lexed: Lexed, vocabulary: Vocabulary): CommentReading[] {
  const words = { isPrimitive: (word: string) => vocabulary.lookup(word) !== undefined, correct };
  const readings: CommentReading[] = [];
  for (const comment of lexed.comments) {
    const written = lexed.text.slice(comment.start, comment.end);
    if (!mayClaim(written) || !(standsAlone(written) || isBesideOrdering(lexed.code, comment))) continue;
    const reading = readComment(lexed.text, comment, words);
    if (reading) readings.push({ comment, reading });
  }
  return readings;
}

/** Whether an operation that is written for ordering stands within reach of the comment. */
function isBesideOrdering(code: string, comment: LexedComment): boolean {
  return /mb(__\w+)?\(|_ONCE\(|acquire\(|release\(|rcu_|ctrl_dep\(/.test(
    code.slice(Math.max(0, comment.start - 500), comment.end + 1000),
  );
}

/** Global objects of this file that a file-scope `static` declares. */
function staticsUsed(lexed: Lexed, sites: readonly Site[], accesses: readonly PlainAccess[]): string[] {
  const globals = new Set<string>();
  for (const { object } of [...sites, ...accesses]) {
    if (object?.base.startsWith('::')) globals.add(object.base.slice(2));
  }
  if (globals.size === 0) return [];
  const statics = new Set<string>();
  // A declaration in column 0, or the arguments of a macro that makes one: DEFINE_PER_CPU(struct foo, bar).
  const declared = /^static\s(?:[^;{}()=\n]*?(\w+)\s*(?:\[[^\]\n]*\]\s*)*[;=,\n]|[^;{}()=\n]*\(([^()\n]*)\)\s*[;=])/gm;
  for (let m = declared.exec(lexed.code); m; m = declared.exec(lexed.code)) {
    for (const name of (m[1] ?? m[2] ?? '').match(/\w+/g) ?? []) if (globals.has(name)) statics.add(name);
  }
  return [...statics].sort();
}
