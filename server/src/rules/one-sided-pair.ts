/** A comment says what a barrier pairs with, and nothing at the other side leads back. */

import type { Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { ResolvedClaim, Target } from '../model/pair.ts';
import { claimsAt, isNamedIn, leadsTo } from '../pairing/back.ts';
import { functionName, list, siteName, siteRelated } from './describe.ts';
import { PAIRING } from './pairing-verbs.ts';
import { claimsOf, type Rule } from './rule.ts';

export const oneSidedPair: Rule = {
  meta: {
    code: 'one-sided-pair',
    summary: 'A comment names the other side of a barrier, and no comment there says what it pairs with.',
    severity: 'hint',
    default: true,
    description:
      'Whoever changes the other side does not learn that somebody relies on it: the comment is only here. Both sides ' +
      'of a pair should name each other, as most of the kernel does. The quick fix writes the other comment.',
    source: 'Documentation/memory-barriers.txt §SMP BARRIER PAIRING; scripts/checkpatch.pl MEMORY_BARRIER',
    example: {
      bad: '/* Pairs with smp_rmb() in reader(). */\nsmp_wmb();\n\n/* in reader() */\nsmp_rmb();',
      good: '/* Pairs with smp_rmb() in reader(). */\nsmp_wmb();\n\n/* Pairs with smp_wmb() in writer(). */\nsmp_rmb();',
    },
    silent:
      'When any comment stands at the other side: it may explain the pair in words that name nobody; when ' +
      'another comment of that function names this one; when the comment here does not name the primitive and the function there; when ' +
      'the other side is in the same function or a macro, or only implies its ordering (locks, wake-ups, plain atomics); when both ' +
      'are marked accesses that order nothing; when the comment merely says "see foo()".',
  },
  check(context) {
    return claimsOf(context).flatMap((resolved) => {
      const { claim, anchor, facts, status } = resolved;
      if (!anchor || status !== 'resolved' || !PAIRING.has(claim.verb) || functionName(facts, anchor.fn) === '')
        return [];
      const silent = resolved.targets.filter((target) => isUndocumented(resolved, target));
      return silent.length > 0 ? [finding(resolved, silent)] : [];
    });
  },
};

/** An operation written for ordering, in another function, with no comment that says what it pairs with. */
function isUndocumented({ facts, anchor, claim }: ResolvedClaim, target: Target): boolean {
  const { site } = target;
  // A comment may explain the other side in words that name nobody.
  if (site?.remark !== 'none' || target.via.length > 0) return false;
  if (target.facts === facts && site.fn === anchor!.fn) return false;
  // RCU has its own words for who pairs with whom.
  if (RCU.has(anchor!.kind)) return false;
  // A macro is called from everywhere, and can't name them all.
  if (target.facts.functions[site.fn]?.macro) return false;
  // What strengthens the operation before it is explained above that one.
  if (/__after_/.test(site.primitive)) return false;
  if (!isNamed(claim, target) || isDefinedTwice(target)) return false;
  if (leadsTo(target, facts, anchor!.fn) || isNamedIn(target, facts, anchor!.fn)) return false;
  return !claimsAt(target.facts, site).some(({ verb }) => verb !== 'mention') && !hasTwin(target);
}

/** Which operation is meant can only be told where both it and its function are named. */
function isNamed({ references }: ResolvedClaim['claim'], target: Target): boolean {
  return references.some(
    ({ primitives, places }) =>
      primitives.some(({ name }) => name === target.primitive) &&
      places.some((place) => place.kind === 'function' && place.names.includes(target.function)),
  );
}

/** In the arms of an #if, of which one may have the comment. */
function isDefinedTwice({ facts, function: name }: Target): boolean {
  return facts.functions.filter((fn) => fn.name === name).length > 1;
}

/** The same operation on the same object stands in that function once more, and has a comment there. */
function hasTwin({ facts, site }: Target): boolean {
  return facts.sites.some(
    (other) =>
      other !== site &&
      other.fn === site!.fn &&
      other.primitive === site!.primitive &&
      other.object?.text === site!.object?.text &&
      claimsAt(facts, other).length > 0,
  );
}

const RCU: ReadonlySet<Site['kind']> = new Set<Site['kind']>(['publish', 'dependency-load']);

function finding({ facts, claim, anchor }: ResolvedClaim, silent: readonly Target[]): Finding {
  const others = silent.map(({ facts: there, site }) => siteName(there, site!));
  const here = siteName(facts, anchor!);
  return {
    rule: oneSidedPair.meta.code,
    severity: oneSidedPair.meta.severity,
    file: facts.file,
    span: claim.verbSpan,
    message: `${here} is said to pair with ${list(others)}, where no comment says so.`,
    related: silent.map(({ facts: there, site }) => siteRelated(there, site!, 'the other side')),
    function: functionName(facts, anchor!.fn),
  };
}
