/** A pairing comment names a function that exists, but the barrier that it is said to hold isn't there. */
import type { Finding, Related, Severity } from '../model/finding.ts';
import type { Missing, ResolvedClaim } from '../model/pair.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { functionName, siteRelated } from './describe.ts';
import { claimsOf, type Rule, type RuleContext } from './rule.ts';

export const staleBarrier: Rule = {
  meta: {
    code: 'stale-barrier',
    summary: 'A pairing comment names a barrier that the named function does not hold.',
    severity: 'warning',
    default: true,
    description:
      'The comment says which primitive of which function is the other side. The function exists; neither it nor ' +
      'what it calls holds that primitive, nor another barrier of the same role. The barrier was moved, replaced or ' +
      'removed, and with it perhaps the ordering. As a hint: the barrier stands in a function that the named one calls.',
    source:
      'Documentation/memory-barriers.txt §SMP BARRIER PAIRING: a lack of appropriate pairing is almost certainly an error',
    example: {
      bad: '/* Pairs with smp_wmb() in finish_request(). */\nsmp_rmb();\n\nvoid finish_request(struct request *r)\n{\n\tr->done = true;\n}',
      good: '/* Pairs with smp_wmb() in finish_request(). */\nsmp_rmb();\n\nvoid finish_request(struct request *r)\n{\n\tr->result = 0;\n\tsmp_wmb();\n\tr->done = true;\n}',
    },
    silent:
      'For READ_ONCE() and WRITE_ONCE(), which are no barriers; for cross-references ("see foo()"); when the comment ' +
      'says that the barrier is implied; when the name is only a part of a function name.',
  },
  check(context) {
    return claimsOf(context).flatMap((resolved) => {
      if (resolved.status === 'stale-barrier') {
        return resolved.missing.filter((m) => m.kind === 'barrier').map((missing) => gone(context, resolved, missing));
      }
      return elsewhere(resolved);
    });
  },
};

function gone(context: RuleContext, resolved: ResolvedClaim, missing: Missing): Finding {
  const { facts, anchor } = resolved;
  const place = missing.function;
  const name = place ? functionName(place.facts, place.fn) : '';
  const implied =
    place && context.pairs.snapshot.sitesIn(place).find((site) => /^rmw-(conditional-)?full$/.test(site.kind));
  const related: Related[] = anchor ? [siteRelated(facts, anchor, 'the documented side')] : [];
  if (place) {
    const at = place.facts.functions[place.fn]!.at;
    related.push({
      file: place.facts.file,
      span: { start: at, end: at + name.length },
      message: `${name}(): no ${missing.name} here, nor in what it calls`,
    });
  }
  return finding(
    resolved,
    staleBarrier.meta.severity,
    missing.span,
    `The comment says that the other side is ${missing.name} in ${name}(), but ` +
      (implied
        ? `${name}() holds none; ${implied.primitive}() there implies a barrier.`
        : `neither ${name}() nor, as far as calls can be followed, what it calls holds one, or a barrier of its role.`),
    related,
  );
}

/**
 * The barrier is one or more calls away: right enough to follow, worth saying more exactly. Only where the comment
 * names that very primitive, or the barrier's own comment leads back: another callee may hold any barrier.
 */
function elsewhere(resolved: ResolvedClaim): Finding[] {
  const { claim, anchor, targets, reciprocal } = resolved;
  if (claim.verb === 'see' || !anchor) return [];
  const names = claim.references.flatMap((reference) => reference.primitives.map((ref) => ref.name));
  const moved = targets.filter(({ via, site }) => via.length > 0 && site !== null && isExplicit(site.primitive));
  const first = moved.find(({ primitive }) => reciprocal || names.includes(primitive));
  if (!first || moved.length < targets.length) return [];
  const named = first.via[0]!;
  return [
    finding(
      resolved,
      'hint',
      resolved.claim.verbSpan,
      `${named}() holds no barrier itself: ${first.primitive}() stands in ${first.function}(), which it calls.`,
      [siteRelated(first.facts, first.site!, 'where the barrier is')],
    ),
  ];
}

function finding(
  { facts, comment }: ResolvedClaim,
  severity: Severity,
  span: Finding['span'],
  message: string,
  related: readonly Related[],
): Finding {
  return {
    rule: staleBarrier.meta.code,
    severity,
    file: facts.file,
    span,
    message,
    related,
    function: functionName(facts, comment.fn),
  };
}
