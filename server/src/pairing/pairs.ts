/**
 * What pairing makes of one snapshot: every claim with its targets, from both ends. Files are resolved when first asked
 * for. Made from the pairs of an earlier snapshot, it resolves again only what read something that has changed.
 */
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { Matches } from './matches.ts';
import { type Recorded, stillValid } from './recorded.ts';
import { resolveFile } from './resolve.ts';

export class Pairs {
  /** Other sides whatever comments say. */
  readonly matches: Matches;
  private readonly byFile: Map<string, Recorded<readonly ResolvedClaim[]>>;
  private everything: readonly ResolvedClaim[] | undefined;
  private incoming: Map<FileFacts, ResolvedClaim[]> | undefined;

  constructor(
    readonly snapshot: Snapshot,
    earlier?: Pairs,
  ) {
    this.matches = new Matches(snapshot, earlier?.matches);
    this.byFile = new Map(earlier ? stillValid(earlier.byFile, snapshot, earlier.snapshot) : []);
  }

  /** The claims of one file, in order of position; of comments that merely mention a function, too (verb `mention`). */
  claimsIn(file: string): readonly ResolvedClaim[] {
    const known = this.byFile.get(file);
    if (known) return known.result;
    const facts = this.snapshot.file(file);
    if (!facts || facts.comments.length === 0) return [];
    const resolution = this.snapshot.recording(() => resolveFile(this.snapshot, facts));
    this.byFile.set(file, resolution);
    return resolution.result;
  }

  /** Does the work of `all` file by file, so that something else can be done in between. */
  *resolving(): Iterable<void> {
    for (const { file } of this.snapshot.files()) {
      if (this.byFile.has(file)) continue;
      this.claimsIn(file);
      yield;
    }
  }

  /** All claims of the snapshot, in order of file and position. */
  all(): readonly ResolvedClaim[] {
    this.everything ??= this.snapshot.files().flatMap((facts) => this.claimsIn(facts.file));
    return this.everything;
  }

  /** The claims that have a target in a file, in order of file and position. */
  pointingInto(facts: FileFacts): readonly ResolvedClaim[] {
    if (!this.incoming) {
      this.incoming = new Map();
      for (const claim of this.all()) {
        for (const file of new Set(claim.targets.map((target) => target.facts))) {
          const list = this.incoming.get(file);
          if (list) list.push(claim);
          else this.incoming.set(file, [claim]);
        }
      }
    }
    return this.incoming.get(facts) ?? [];
  }

  /** The claims that have this site as a target. */
  pointingAt(facts: FileFacts, site: Site): readonly ResolvedClaim[] {
    return this.pointingInto(facts).filter((claim) => claim.targets.some((target) => target.site === site));
  }

  /** The claims that document this site. */
  claimsAt(facts: FileFacts, site: Site): readonly ResolvedClaim[] {
    return this.claimsIn(facts.file).filter((claim) => claim.anchor === site);
  }
}
