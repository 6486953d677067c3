/**
 * Names of sites, objects and files that hold while the text around them changes: what a client gets to ask about the
 * same thing again, and what it knows an entry of a list by. To be compared, not to be read.
 */
import type { SiteRef } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { functionName } from '../rules/describe.ts';

/** What a handle stands for. */
export type Named =
  | { readonly kind: 'site'; readonly ref: SiteRef }
  | { readonly kind: 'object'; readonly key: string }
  | { readonly kind: 'file'; readonly file: string };

/** By function and primitive; where there are several of these, by their order. */
export function siteHandle(pairs: Pairs, { facts, site }: SiteRef): string {
  const fn = functionName(facts, site.fn);
  const index = alike(pairs, facts, fn, site.primitive).findIndex(({ at }) => at === site.at);
  return `site ${index} ${site.primitive} ${fn || '-'} ${facts.file}`;
}

export function objectHandle(key: string): string {
  return `object ${key}`;
}

export function fileHandle(file: string): string {
  return `file ${file}`;
}

/** Undefined where a site is not there any more, or never was. */
export function namedBy(pairs: Pairs, handle: string): Named | undefined {
  const [, kind, rest = ''] = /^(object|file) (.*)$/.exec(handle) ?? [];
  if (kind === 'object') return { kind, key: rest };
  if (kind === 'file') return { kind, file: rest };
  const [, index, primitive, fn, file] = /^site (\d+) (\S+) (\S+) (.*)$/.exec(handle) ?? [];
  const facts = file === undefined ? undefined : pairs.snapshot.file(file);
  const site = facts && alike(pairs, facts, fn === '-' ? '' : fn!, primitive!)[Number(index)];
  return facts && site && { kind: 'site', ref: { facts, site } };
}

/** In order of position. A function may be there twice, for two configurations; calls that wrap an operation count, too. */
function alike(pairs: Pairs, facts: FileFacts, fn: string, primitive: string): Site[] {
  const anchors = pairs.claimsIn(facts.file).flatMap(({ anchor }) => anchor ?? []);
  const wrapping = anchors.filter(({ at }) => !facts.sites.some((site) => site.at === at));
  const all = new Map([...facts.sites, ...wrapping].map((site) => [site.at, site]));
  return [...all.values()]
    .filter((site) => site.primitive === primitive && functionName(facts, site.fn) === fn)
    .sort((a, b) => a.at - b.at);
}
