/** A pairing comment names a function that exists, but the barrier that it is said to hold isn't there. */
import type { Snapshot } from '../index/snapshot.ts';
import type { PrimitiveRef } from '../model/claim.ts';
import type { Finding, Related, Severity } from '../model/finding.ts';
import type { Missing, ResolvedClaim } from '../model/pair.ts';
import { bareName } from '../pairing/back.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { matches } from '../primitives/match.ts';
import { functionName, list, nameOf, siteName, siteRelated } from './describe.ts';
import { nearestBarrier } from './nearest-barrier.ts';
import { PAIRING } from './pairing-verbs.ts';
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
      'removed, and with it perhaps the ordering. Where one of the name is about the same object elsewhere, the finding says ' +
      'so. As a hint: the function holds another barrier of the same role instead, such as a release where smp_wmb() was; ' +
      'the barrier stands in a function that the named one calls, or beside a function whose name ends as the named one ' +
      'does, such as the callback for it.',
    source:
      'Documentation/memory-barriers.txt §SMP BARRIER PAIRING: a lack of appropriate pairing is almost certainly an error',
    example: {
      bad: '/* Pairs with smp_wmb() in finish_request(). */\nsmp_rmb();\n\nvoid finish_request(struct request *r)\n{\n\tr->done = true;\n}',
      good: '/* Pairs with smp_wmb() in finish_request(). */\nsmp_rmb();\n\nvoid finish_request(struct request *r)\n{\n\tr->result = 0;\n\tsmp_wmb();\n\tr->done = true;\n}',
    },
    silent:
      'For READ_ONCE() and WRITE_ONCE(), which are no barriers; for cross-references ("see foo()"); when the comment ' +
      'says that the barrier is implied; when the name is only a part of a function name; when the barrier is in the __foo() ' +
      'that foo() calls, or in a callee that the comment names as well; when the name is only mentioned, and is that of a caller, or of ' +
      'what allows something to happen.',
  },
  check(context) {
    return claimsOf(context).flatMap((resolved) => {
      if (resolved.status === 'stale-barrier') {
        return resolved.missing.filter((m) => m.kind === 'barrier').map((missing) => gone(context, resolved, missing));
      }
      return [...elsewhere(context, resolved), ...replaced(context, resolved)];
    });
  },
};

function gone(context: RuleContext, resolved: ResolvedClaim, missing: Missing): Finding {
  const { facts, anchor } = resolved;
  const place = missing.function;
  const name = place ? functionName(place.facts, place.fn) : '';
  const implied =
    place && context.pairs.snapshot.sitesIn(place).find((site) => /^rmw-(conditional-)?full$/.test(site.kind));
  const near = implied ? undefined : nearestBarrier(context.pairs.snapshot, resolved);
  // "range_end()" for a callback whose name ends so: less exact than wrong.
  const namesake = near?.facts.functions.find((fn) => fn.name.endsWith(`_${name}`));
  const related: Related[] = anchor ? [siteRelated(facts, anchor, 'the documented side')] : [];
  if (place) {
    const at = place.facts.functions[place.fn]!.at;
    related.push({
      file: place.facts.file,
      span: { start: at, end: at + name.length },
      message: `${name}(): no ${missing.name} here, nor in what it calls`,
    });
  }
  if (near) related.push(siteRelated(near.facts, near.site, 'the nearest one'));
  return finding(
    resolved,
    namesake ? 'hint' : staleBarrier.meta.severity,
    missing.span,
    `The comment says that the other side is ${missing.name} in ${name}(), but ` +
      (implied
        ? `${name}() holds none; ${implied.primitive}() there implies a barrier.`
        : `neither ${name}() nor, as far as calls can be followed, what it calls holds one, or a barrier of its role.`) +
      (namesake ? ` Perhaps ${namesake.name}() is meant.` : '') +
      (near ? ` The nearest at ${nameOf(near.key)} is ${siteName(near.facts, near.site)}.` : ''),
    related,
  );
}

/**
 * The barrier is one or more calls away: right enough to follow, worth saying more exactly. Only where the comment
 * names that very primitive, or the barrier's own comment leads back: another callee may hold any barrier.
 */
function elsewhere({ pairs: { snapshot } }: RuleContext, resolved: ResolvedClaim): Finding[] {
  const { claim, anchor, targets, reciprocal } = resolved;
  if (claim.verb === 'see' || !anchor) return [];
  const wanted = claim.references.flatMap((reference) => reference.primitives);
  const moved = targets.filter(({ via, site }) => via.length > 0 && site !== null && isExplicit(site.primitive));
  const first = moved.find(({ primitive }) => reciprocal || wanted.some((ref) => ref.name === primitive));
  if (!first || moved.length < targets.length) return [];
  const [named, ...between] = first.via as [string, ...string[]];
  // foo() and __foo() are two names of one thing, and who names the callee as well has said it all.
  if (bareName(named) === bareName(first.function) || isNamedBy(claim, first.function)) return [];
  if (claim.verb === 'mention' && isInPassing(snapshot, resolved, named)) return [];
  const what = [...new Set(wanted.map((ref) => (ref.name ? `${ref.name}()` : 'barrier')))].join(' or ') || 'barrier';
  const kind = what === `${first.primitive}()` ? '' : `, ${first.primitive}(),`;
  const way =
    between.length > 0 ? `which it comes to through ${list(between.map((one) => `${one}()`))}` : 'which it calls';
  return [
    finding(
      resolved,
      'hint',
      resolved.claim.verbSpan,
      `${named}() holds no ${what} itself: the nearest${kind} stands in ${first.function}(), ${way}.`,
      [siteRelated(first.facts, first.site!, 'where the barrier is')],
    ),
  ];
}

/**
 * The function holds a barrier of the role, but none of the name: it was replaced by another one, and who looks for the name
 * finds nothing.
 */
function replaced({ pairs: { snapshot } }: RuleContext, resolved: ResolvedClaim): Finding[] {
  const { claim, anchor, targets } = resolved;
  const [wanted, ...more] = claim.references.flatMap((reference) => reference.primitives);
  const [first] = targets;
  if (!first?.site || !anchor || !PAIRING.has(claim.verb) || targets.some(({ via }) => via.length > 0)) return [];
  if (!wanted || more.length > 0 || !isWritten(wanted) || matches(wanted, anchor.primitive, anchor.kind)) return [];
  const isThere = targets.some(({ site, facts }) => {
    if (!site || !isExplicit(site.primitive)) return true;
    return snapshot.sitesIn({ facts, fn: site.fn }).some((one) => matches(wanted, one.primitive, one.kind));
  });
  if (isThere) return [];
  const message = `${first.function}() holds no ${wanted.name}(): the barrier there is ${first.primitive}().`;
  return [finding(resolved, 'hint', wanted.span, message, [siteRelated(first.facts, first.site, 'the other side')])];
}

/** A barrier by its full name, and one that is written there. */
function isWritten({ name, implied, misspelt }: PrimitiveRef): boolean {
  return name !== null && !implied && !misspelt && isExplicit(name);
}

/**
 * Whether a function that a comment mentions is no other side: it is the way to the comment's own function, or the sentence
 * is about what it makes possible.
 */
function isInPassing(snapshot: Snapshot, { facts, comment, claim }: ResolvedClaim, named: string): boolean {
  if (new RegExp(String.raw`\b${named}(?:\(\))? (?:allow|let|permit|enable)s\b`).test(claim.text)) return true;
  const callee = snapshot.callee(facts, named);
  return (
    callee?.facts.functions[callee.fn]?.calls?.some(({ name }) => name === functionName(facts, comment.fn)) === true
  );
}

/** Whether the sentence has a function's name in it, be it where no place was read. */
function isNamedBy({ text }: ResolvedClaim['claim'], name: string): boolean {
  return (text.match(/\w+/g) ?? []).some((word) => bareName(word) === bareName(name));
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
