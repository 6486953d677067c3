/** Targets from sites and definitions. */

import type { FunctionRef } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { Target } from '../model/pair.ts';

export function siteTarget(ref: FunctionRef, site: Site, via: readonly string[]): Target {
  return {
    facts: ref.facts,
    at: site.at,
    end: site.at + site.primitive.length,
    primitive: site.primitive,
    function: ref.facts.functions[site.fn]?.name ?? '',
    site,
    via,
  };
}

/** Each place once, in order of file and position. */
export function uniqueTargets(targets: readonly Target[]): Target[] {
  const seen = new Map<string, Target>();
  for (const target of targets) {
    const key = `${target.facts.file}:${target.at}`;
    if (!seen.has(key)) seen.set(key, target);
  }
  return [...seen.values()].sort((a, b) =>
    a.facts.file === b.facts.file ? a.at - b.at : a.facts.file < b.facts.file ? -1 : 1,
  );
}
