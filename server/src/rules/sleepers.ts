/** The sleepers that a look is for: what they wait for, and whether they look again once they have queued up. */
import type { Snapshot } from '../index/snapshot.ts';
import type { AwaitedValue, FileFacts, Site } from '../model/facts.ts';
import type { Flow } from '../model/flow.ts';
import { eventAt, type Place, siteOf } from '../pairing/ways.ts';
import { storedAt } from './wake-conditions.ts';

/**
 * Whether a sleeper may wait for what is stored at a place; false where wake_up_bit() is for another bit, or where all
 * sleepers on the object of the look are seen and wait for other constants.
 */
export function mayAwait(snapshot: Snapshot, facts: FileFacts, flow: Flow, look: Site, store: Place): boolean {
  const stored = storedValue(facts, flow, store);
  if (!stored) return true;
  if (look.primitive === 'wake_up_bit') return !stored.bit || look.bit === undefined || !differ(look.bit, stored.value);
  const sleepers = sleepersOn(snapshot, facts, look);
  return (
    sleepers.length === 0 ||
    sleepers.some(({ awaited }) => !awaited || awaited.some((value) => mayBecome(value, stored)))
  );
}

/** Whether wake_up_bit() is for a bit that nobody is seen to sleep on, in the whole tree. */
export function wakesNobody(snapshot: Snapshot, facts: FileFacts, look: Site): boolean {
  const { bit } = look;
  const key = snapshot.objectKey(facts, look.object);
  if (look.primitive !== 'wake_up_bit' || bit === undefined || key === null) return false;
  const sleepers = snapshot.uses(key).sites.filter(({ site }) => /^wait_on_bit/.test(site.primitive));
  return sleepers.every(({ site }) => site.bit !== undefined && differ(site.bit, bit));
}

/** Whether a wake-up that comes in time is all that is needed: the sleepers that are seen look again when they have queued up. */
export function lookAgain(snapshot: Snapshot, facts: FileFacts, look: Site): boolean {
  if (/^wake_up_/.test(look.primitive)) return true;
  const sleepers = sleepersOn(snapshot, facts, look);
  return sleepers.length > 0 && sleepers.every(({ primitive }) => /wait_event/.test(primitive));
}

function sleepersOn(snapshot: Snapshot, facts: FileFacts, look: Site): Site[] {
  const key = snapshot.objectKey(facts, look.object);
  const form = look.primitive === 'wake_up_var' ? /wait_var_event/ : /wait_event|^prepare_to_s?wait|^_*add_wait_queue/;
  const sites = key === null ? [] : snapshot.uses(key).sites.map(({ site }) => site);
  return sites.filter(({ primitive }) => form.test(primitive));
}

interface StoredValue {
  /** The object's last member, or its name. */
  readonly object: string;
  readonly value: string;
  readonly bit: boolean;
}

/** What is stored, where it is written as a constant. */
function storedValue(facts: FileFacts, flow: Flow, place: Place): StoredValue | undefined {
  const event = eventAt(flow, place);
  const site = siteOf(facts, event);
  const object = /(\w+)\W*$/.exec(storedAt(facts, flow, place).at(-1) ?? '')?.[1];
  const value = event.kind === 'access' ? event.value : (site?.bit ?? site?.value);
  return object !== undefined && value !== undefined && CONSTANT.test(value)
    ? { object, value, bit: site?.bit !== undefined }
    : undefined;
}

const CONSTANT = /^(?:[A-Z][A-Z0-9_]*|\d+)$/;

function mayBecome(awaited: AwaitedValue, stored: StoredValue): boolean {
  if (awaited.object !== stored.object || (awaited.is === 'bit') !== stored.bit) return true;
  return awaited.is === 'other' ? awaited.value !== stored.value : !differ(awaited.value, stored.value);
}

/** Whether two constants are certainly different: a name may stand for any number. */
function differ(one: string, other: string): boolean {
  return one !== other && /^\d/.test(one) === /^\d/.test(other);
}
