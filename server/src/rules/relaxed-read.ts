/**
 * A pointer is published with a release, and a READ_ONCE() only tests it: the test orders no later loads, so what
 * the pointer vouches for may be read too early.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { identityOf } from '../model/objects.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, list, siteName, siteRelated } from './describe.ts';
import type { Rule } from './rule.ts';

export const relaxedRead: Rule = {
  meta: {
    code: 'relaxed-read',
    summary: 'A pointer that is published with a release is only tested with READ_ONCE(), which orders no later loads.',
    severity: 'warning',
    default: true,
    description:
      'READ_ONCE() keeps later loads behind it only where their address is computed from the loaded value. Where the ' +
      'pointer is merely compared, and whoever learns the outcome goes on to use what was prepared before the release, ' +
      'only a control dependency is left. That orders later stores, but not loads: they may be done before the test. ' +
      'It speaks of functions that return the outcome, and of reads that a comment pairs with the release. ' +
      'smp_load_acquire() is what the release asks for.',
    source:
      'Documentation/memory-barriers.txt §CONTROL DEPENDENCIES; tools/memory-model/Documentation/recipes.txt, release and acquire',
    example: {
      bad: 'return READ_ONCE(key->tfm) != NULL;\t\t/* key->tfm is published by smp_store_release() */',
      good: 'return smp_load_acquire(&key->tfm) != NULL;',
    },
    silent:
      'When the loaded pointer is followed, in this function or by whoever is given it; under a lock; when a barrier, ' +
      'an acquire or a lock comes later in the function; when the function itself publishes; when what is stored ' +
      'is no pointer, or the object’s own address.',
  },
  check({ pairs, files }) {
    return files.flatMap((facts) =>
      facts.sites.flatMap((site) => {
        if (!isOnlyTested(site)) return [];
        const ref = { facts, site };
        const publications = publicationsOf(pairs, ref);
        if (publications.length === 0 || isOrderedLater(pairs, ref)) return [];
        return site.use?.asOutcome || isSaidToPair(pairs, ref, publications) ? [finding(pairs, ref, publications)] : [];
      }),
    );
  },
};

/** A marked load outside of locks whose value decides something and goes nowhere. */
function isOnlyTested({ kind, locked, use }: Site): boolean {
  if (kind !== 'load-relaxed' || locked || !use) return false;
  return use.tested && !use.dereferenced && (!use.escapes || use.asOutcome === true);
}

/** The releases that publish a pointer in the object, in other functions. */
function publicationsOf({ snapshot }: Pairs, { facts, site }: SiteRef): SiteRef[] {
  const key = snapshot.objectKey(facts, site.object);
  if (key === null) return [];
  const releases = snapshot.uses(key).sites.filter((ref) => releasesPointer(ref.site));
  return releases.some((ref) => ref.facts === facts && ref.site.fn === site.fn) ? [] : releases;
}

function releasesPointer({ kind, pointer, value, object }: Site): boolean {
  if ((kind !== 'release' && kind !== 'rmw-release') || pointer === undefined) return false;
  // `entry->next = entry` says that there is nothing.
  return value !== /^\(?&?(\w+)/.exec(object?.text ?? '')?.[1];
}

/** Something behind the test holds later loads back, at least on some ways. */
function isOrderedLater({ snapshot }: Pairs, { facts, site }: SiteRef): boolean {
  const sites = snapshot.sitesIn({ facts, fn: site.fn });
  return sites.some((other) => other.at > site.at && roleOf(other.kind).acquire);
}

function isSaidToPair(pairs: Pairs, { facts, site }: SiteRef, releases: readonly SiteRef[]): boolean {
  const claims = pairs.claimsAt(facts, site);
  return claims.some(({ targets }) => targets.some((target) => releases.some((ref) => ref.site === target.site)));
}

function finding({ snapshot }: Pairs, { facts, site }: SiteRef, publications: readonly SiteRef[]): Finding {
  const published = list(publications.map((ref) => siteName(ref.facts, ref.site)));
  const name = identityOf(snapshot.objectKey(facts, site.object)!);
  const outcome = site.use?.asOutcome ? 'and the outcome passed on' : 'and not followed';
  return {
    rule: relaxedRead.meta.code,
    severity: relaxedRead.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `${name} is published by ${published}, but here it is loaded with ${site.primitive}(), tested ${outcome}: ` +
      'a control dependency orders later stores, not loads, so that what was written before the release may be read ' +
      'as it was before. smp_load_acquire() orders them.',
    related: publications.map((ref) => siteRelated(ref.facts, ref.site, 'publishes the pointer')),
    function: functionName(facts, site.fn),
  };
}
