/** A pointer that is published and followed: a test without a second object that both sides name. */
import type { Snapshot } from '../../index/snapshot.ts';
import type { Site } from '../../model/facts.ts';
import type { Shaped } from './shapes.ts';
import type { Access, Side } from './sides.ts';

/**
 * A pointer is published and followed, and the code around does not show who initialises what it points to: that it is
 * initialised before is what the publication is for.
 */
export function publication(snapshot: Snapshot, writer: Side, reader: Side): Shaped | undefined {
  const [flag, load] = [writer.own, reader.own];
  if (!flag || !load || flag.key !== load.key || !flag.stores || !load.loads || load.stores) return undefined;
  if (!('site' in writer.anchor) || !/^(?:release|publish)$/.test(writer.anchor.site.kind)) return undefined;
  if (!/^&?\w+$/.test(flag.value ?? '') || /^(?:NULL|\d+|true|false)$/.test(flag.value!)) return undefined;
  const isFollowed = load.site?.use?.dereferenced ?? load.isFollowed ?? false;
  if (!isFollowed && !isHandedOn(writer.anchor.site, load.site)) return undefined;
  const name = flag.value!.replace('&', '');
  const data = { key: `*${name}`, object: { base: '', members: [], text: `*${name}` }, site: null };
  const at = load.site?.use?.dereferenceAt ?? load.at;
  const filled = writer.before.find(({ stores, object }) => stores && object.text.startsWith(`${name}->`));
  const at0 = filled?.at ?? flag.at;
  const written: Access = { ...data, facts: flag.facts, fn: flag.fn, at: at0, loads: false, stores: true };
  const read: Access = { ...data, facts: load.facts, fn: load.fn, at, loads: true, stores: false };
  const { facts, fn } = load;
  const between = snapshot
    .sitesIn({ facts, fn })
    .filter(({ at, kind }) => at > load.at && at < read.at && /^(?:full|read|control-acquire)$/.test(kind))
    .map((site) => ({ facts, fn, site }));
  const guarded = load.site?.use?.tested ?? false;
  return {
    shape: 'MP',
    near: 'all',
    steps: [
      {
        anchor: writer.anchor,
        first: written,
        second: flag,
        does: 'WW',
        fences: [],
        guarded: false,
        follows: false,
      },
      { anchor: reader.anchor, first: load, second: read, does: 'RR', fences: between, guarded, follows: true },
    ],
    data: filled ? 'whole' : 'unseen',
    ...(isFollowed ? {} : { isHandedOn: true }),
  };
}

/** Whether what is stored is a pointer, and who loads it gives it to others, who will follow it. */
function isHandedOn({ pointer }: Site, load: Site | null): boolean {
  return pointer !== undefined && load?.use?.escapes === true && !load.use.asOutcome;
}
