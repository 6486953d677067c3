/** What a view of pairs is about: a site, or an object, found at a place or by the handle that an earlier answer gave. */
import type { SiteRef } from '../index/snapshot.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { namedBy } from './handles.ts';
import { subjectAt } from './subject.ts';

export type Focus =
  | { readonly kind: 'site'; readonly ref: SiteRef }
  | { readonly kind: 'object'; readonly key: string };

/** On a comment the operation that it documents, or else the one that it names; on an object that object. */
export function focusAt(pairs: Pairs, file: string, offset: number): Focus | undefined {
  const subject = subjectAt(pairs, file, offset);
  if (!subject) return undefined;
  const { facts } = subject;
  const at = (site: SiteRef['site'] | null | undefined, of = facts): Focus | undefined =>
    site ? { kind: 'site', ref: { facts: of, site } } : undefined;
  switch (subject.kind) {
    case 'site':
      return at(subject.site);
    case 'label':
      return at(facts.sites[subject.label.site]);
    case 'comment': {
      const { anchor, targets } = subject.claim;
      return at(anchor) ?? targets.map((target) => at(target.site, target.facts)).find((one) => one !== undefined);
    }
    case 'object': {
      const key = pairs.snapshot.objectKey(facts, subject.object);
      return key === null ? at(subject.site) : { kind: 'object', key };
    }
  }
}

export function focusNamed(pairs: Pairs, handle: string): Focus | undefined {
  const named = namedBy(pairs, handle);
  return named?.kind === 'file' || (named?.kind === 'object' && named.key === '') ? undefined : named;
}
