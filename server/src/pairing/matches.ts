/**
 * Which sites have another side whatever comments say: by their object, or by a guess. Files are looked at when first
 * asked for; made from the matches of an earlier snapshot, those are looked at again that read something that has changed.
 */
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import { isMarkedKind } from '../primitives/explicit.ts';
import { inferredAt } from './infer.ts';
import { hasOpposite } from './opposite.ts';
import { type Recorded, stillValid } from './recorded.ts';

export class Matches {
  private readonly byFile: Map<string, Recorded<ReadonlySet<Site>>>;

  constructor(
    private readonly snapshot: Snapshot,
    earlier?: Matches,
  ) {
    this.byFile = new Map(earlier ? stillValid(earlier.byFile, snapshot, earlier.snapshot) : []);
  }

  /** The sites of a file that have another side. Locks and the like are none of them. */
  in(facts: FileFacts): ReadonlySet<Site> {
    const known = this.byFile.get(facts.file);
    if (known) return known.result;
    const made = this.snapshot.recording(() => new Set(facts.sites.filter((site) => this.isMatched(facts, site))));
    this.byFile.set(facts.file, made);
    return made.result;
  }

  private isMatched(facts: FileFacts, site: Site): boolean {
    if (!isMarkedKind(site.kind)) return false;
    const ref = { facts, site };
    return hasOpposite(this.snapshot, ref) || inferredAt(this.snapshot, ref).length > 0;
  }
}
