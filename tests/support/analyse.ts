/** The whole way from fixture text to claims and findings, without a file system. */
import { expect } from 'vitest';
import { Index } from '../../server/src/index/index.ts';
import type { Snapshot } from '../../server/src/index/snapshot.ts';
import type { FileFacts } from '../../server/src/model/facts.ts';
import type { ResolvedClaim } from '../../server/src/model/pair.ts';
import { Pairs } from '../../server/src/pairing/pairs.ts';
import { createScanner } from '../../server/src/project/scan.ts';
import { type Rule, runRules } from '../../server/src/rules/index.ts';
import { factsOf, factsOfAll, lineAt } from './facts.ts';
import { parseFixture } from './fixture.ts';

export interface Analysis {
  readonly snapshot: Snapshot;
  readonly claims: readonly ResolvedClaim[];
  readonly pairs: Pairs;
  /** All of them. */
  readonly files: readonly FileFacts[];
}

/** What pairing makes of these files, as if nothing else were in the tree. */
export async function analyse(files: ReadonlyMap<string, string>): Promise<Analysis> {
  const index = new Index();
  index.apply(await factsOfAll(files));
  const wanted = new Map<string, Set<string>>();
  for (let round = 0; round < 4; round++) {
    const { detail, ...asked } = index.demand();
    const want = (file: string, names: Iterable<string>) =>
      wanted.set(file, new Set([...(wanted.get(file) ?? []), ...names]));
    const scanner = createScanner(asked);
    const found = [...files].map(([file, text]) => ({ file, ...scanner.read(file, text) }));
    for (const { file, functions } of found) if (functions.length > 0) want(file, functions);
    for (const [file, names] of detail) want(file, names);
    index.answer(
      asked,
      found.flatMap(({ mentions }) => mentions),
    );
    index.apply(await Promise.all([...wanted].map(([file, names]) => factsOf(files.get(file)!, file, names))));
  }
  const snapshot = index.snapshot();
  const pairs = new Pairs(snapshot);
  return { snapshot, pairs, claims: pairs.all(), files: snapshot.files() };
}

/**
 * Runs rules over a fixture and compares every finding with the annotations, one to one: the columns, and
 * `code: part of the message`.
 */
export async function checkFindings(rules: readonly Rule[], source: string): Promise<void> {
  const fixture = parseFixture(source);
  const found = runRules(await analyse(fixture.files), rules);
  const wanted = [...fixture.annotations];
  const unexpected: string[] = [];
  for (const finding of found) {
    const i = wanted.findIndex(
      (a) =>
        a.file === finding.file &&
        a.start === finding.span.start &&
        a.end === finding.span.end &&
        `${finding.rule}: ${finding.message}`.startsWith(a.text.split(' … ')[0]!) &&
        a.text.split(' … ').every((part) => `${finding.rule}: ${finding.message}`.includes(part)),
    );
    if (i >= 0) wanted.splice(i, 1);
    else {
      const text = fixture.files.get(finding.file)!.slice(finding.span.start, finding.span.end);
      unexpected.push(`${finding.file} «${text}» ${finding.rule}: ${finding.message}`);
    }
  }
  expect({ unexpected, missing: wanted.map((a) => a.text) }).toEqual({ unexpected: [], missing: [] });
}

/**
 * The claims of a fixture as lines: `file:line verb of the comment: anchor@line -> target@line in function; … [status]`.
 * Lines are 1-based and count without annotations.
 */
export async function pairLines(source: string): Promise<string[]> {
  const { files } = parseFixture(source);
  const { claims } = await analyse(files);
  const line = (file: string, at: number) => lineAt(files.get(file)!, at);
  return claims
    .filter((resolved) => resolved.claim.verb !== 'mention')
    .map(({ facts, claim, anchor, targets, status, reciprocal }) => {
      const from = anchor ? `${anchor.primitive}@${line(facts.file, anchor.at)}` : 'none';
      const to = targets.map((target) => {
        const file = target.facts === facts ? '' : `${target.facts.file}:`;
        return `${target.primitive}@${file}${line(target.facts.file, target.at)} in ${target.function}`;
      });
      const back = reciprocal ? ' <->' : '';
      return `${facts.file}:${line(facts.file, claim.verbSpan.start)} ${from} -> ${to.join(', ') || 'nothing'} [${status}]${back}`;
    });
}
