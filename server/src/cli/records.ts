/**
 * The records that other programs read (see CONTRIBUTING, "Output is a contract"): key order, 1-based lines and
 * UTF-16 columns, paths relative to the root.
 */

import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { identityOf } from '../model/objects.ts';
import type { ResolvedClaim, Target } from '../model/pair.ts';
import type { InferredPair } from '../pairing/infer.ts';
import type { Sources } from './sources.ts';

export interface PairRecord {
  readonly file: string;
  /** Of the verb. */
  readonly line: number;
  readonly text: string;
  readonly anchor: { readonly line: number; readonly primitive: string } | null;
  readonly targets: readonly TargetRecord[];
  readonly status: string;
  readonly reciprocal: boolean | null;
}

export interface TargetRecord {
  readonly file: string;
  readonly line: number;
  readonly primitive: string;
  readonly function: string;
}

export interface SiteRecord {
  readonly file: string;
  readonly line: number;
  readonly primitive: string;
  readonly kind: string;
  readonly function: string;
  readonly object: string | null;
}

export interface FindingRecord {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly related: readonly { readonly file: string; readonly line: number; readonly message: string }[];
  readonly fingerprint: string;
}

export function pairRecord(sources: Sources, one: ResolvedClaim): PairRecord {
  const source = sources.of(one.facts);
  return {
    file: one.facts.file,
    line: source.line(one.claim.verbSpan.start),
    text: one.claim.text,
    anchor: one.anchor ? { line: source.line(one.anchor.at), primitive: one.anchor.primitive } : null,
    targets: one.targets.map((target) => targetRecord(sources, target)),
    status: one.status,
    reciprocal: one.reciprocal,
  };
}

/** A pair that no comment states. Its fields are those of a pairing comment as far as they apply. */
export interface InferredRecord {
  readonly file: string;
  readonly line: number;
  readonly inferred: true;
  readonly confidence: number;
  readonly objects: readonly string[];
  readonly anchor: { readonly line: number; readonly primitive: string };
  readonly targets: readonly TargetRecord[];
}

export function inferredRecord(
  sources: Sources,
  { release, acquire, objects, confidence }: InferredPair,
): InferredRecord {
  const line = sources.of(release.facts).line(release.site.at);
  const { facts, site } = acquire;
  const at = sources.of(facts).line(site.at);
  const target = {
    file: facts.file,
    line: at,
    primitive: site.primitive,
    function: facts.functions[site.fn]?.name ?? '',
  };
  return {
    file: release.facts.file,
    line,
    inferred: true,
    confidence: Number(confidence.toFixed(2)),
    objects: objects.map(identityOf),
    anchor: { line, primitive: release.site.primitive },
    targets: [target],
  };
}

function targetRecord(sources: Sources, target: Target): TargetRecord {
  return {
    file: target.facts.file,
    line: sources.of(target.facts).line(target.at),
    primitive: target.primitive,
    function: target.function,
  };
}

export function siteRecord(snapshot: Snapshot, sources: Sources, facts: FileFacts, site: Site): SiteRecord {
  return {
    file: facts.file,
    line: sources.of(facts).line(site.at),
    primitive: site.primitive,
    kind: site.kind,
    function: facts.functions[site.fn]?.name ?? '',
    object: snapshot.object(site.object),
  };
}

export function findingRecord(
  snapshot: Snapshot,
  sources: Sources,
  finding: Finding,
  fingerprint: string,
): FindingRecord {
  const source = sources.of(factsOf(snapshot, finding.file));
  return {
    rule: finding.rule,
    severity: finding.severity,
    file: finding.file,
    line: source.line(finding.span.start),
    column: source.column(finding.span.start),
    endLine: source.line(finding.span.end),
    endColumn: source.column(finding.span.end),
    message: finding.message,
    related: finding.related.map(({ file, span, message }) => ({
      file,
      line: sources.of(factsOf(snapshot, file)).line(span.start),
      message,
    })),
    fingerprint,
  };
}

/** A finding's file is always indexed; should it not be, an empty hash makes the sources refuse it in words. */
function factsOf(snapshot: Snapshot, file: string): Pick<FileFacts, 'file' | 'hash'> {
  return snapshot.file(file) ?? { file, hash: '' };
}
