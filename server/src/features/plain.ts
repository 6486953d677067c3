/**
 * Plain accesses to an object that others access in order, as far as nothing in sight makes them harmless. This is no
 * finding: the rules judge; here people are told where to look.
 */

import type { AccessRef, Snapshot } from '../index/snapshot.ts';
import { functionName } from '../rules/describe.ts';

/** Loads and stores without marking, without a lock, in functions that have no ordered access to the object. */
export function unprotectedAccesses(snapshot: Snapshot, key: string | null): AccessRef[] {
  if (key === null) return [];
  const { sites, accesses } = snapshot.uses(key);
  const ordered = new Set(sites.map(({ facts, site }) => `${facts.file}\0${site.fn}`));
  return accesses.filter(
    ({ facts, access }) =>
      access.mode !== 'address' &&
      !access.locked &&
      !access.private &&
      !ordered.has(`${facts.file}\0${access.fn}`) &&
      !runsAlone(functionName(facts, access.fn)),
  );
}

/** "1 plain access"; '' for none, and for many: something that can't be seen protects them all, and a number would only alarm. */
export function plainInBrief(count: number): string {
  if (count === 0 || count > FEW) return '';
  return count === 1 ? '1 plain access' : `${count} plain accesses`;
}

const FEW = 4;

/** Code that runs before anybody else can, or after everybody has gone; `__foo` and `foo_locked` leave it to callers. */
function runsAlone(name: string): boolean {
  return /^__|_locked$|(^|_)(init|exit|destroy|free|cleanup|setup|probe|remove|teardown|alloc|create|shutdown|fini)(_|$)/.test(
    name,
  );
}
