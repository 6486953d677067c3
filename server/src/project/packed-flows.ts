/**
 * Flows as columns of numbers: there are a hundred thousand events in a kernel, and as objects with keys they would be
 * a third of the cache.
 */
import type { ObjectPath, Site } from '../model/facts.ts';
import type { AccessEvent, Block, Flow, FlowEvent } from '../model/flow.ts';

export interface PackedFlows {
  /** Calls, variables, and bases of objects. */
  readonly names: readonly string[];
  /** Three for each object: the base's index, the text, and the members where these aren't those of the text. */
  readonly objects: readonly (string | number)[];
  /** See `Writer`. */
  readonly numbers: readonly number[];
  /** The sites of flows that have their own, by the flow's number. */
  readonly sites?: Readonly<Record<number, readonly Site[]>>;
}

export function packFlows(flows: readonly Flow[]): PackedFlows {
  const writer = new Writer();
  for (const flow of flows) writer.flow(flow);
  const own = flows.flatMap(({ sites }, i) => (sites ? [[i, sites] as const] : []));
  return {
    names: writer.names.list,
    objects: writer.objects,
    numbers: writer.numbers,
    ...(own.length > 0 && { sites: Object.fromEntries(own) }),
  };
}

/** What `packFlows` was given. */
export function unpackFlows(packed: PackedFlows): Flow[] {
  return new Reader(packed).flows().map((flow, i) => {
    const sites = packed.sites?.[i];
    return sites ? { fn: flow.fn, ...(flow.entered && { entered: true }), sites, blocks: flow.blocks } : flow;
  });
}

/** What an event is, in the low four bits of its number; the rest is the index of its site, object or name. */
const SITE = 0;
const ACCESS = 1;
const CALL = 5;
const ASSIGN = 8;
/** The number of the site comes after it. */
const ASSIGN_LOADED = 9;
const BITS = 16;

/** The number of the value comes after it. */
const ACCESS_CONSTANT = 10;

const MODES: readonly AccessEvent['mode'][] = ['read', 'write', 'update', 'address'];
const LOCKS: readonly ('take' | 'drop' | undefined)[] = [undefined, 'take', 'drop'];

/** The number of what it wraps comes after it. */
const CALL_WRAPPING = 11;

function accessTag({ mode, value }: AccessEvent): number {
  return value === undefined ? ACCESS + MODES.indexOf(mode) : ACCESS_CONSTANT;
}

class Names {
  readonly list: string[] = [];
  private readonly indices = new Map<string, number>();

  index(name: string): number {
    let index = this.indices.get(name);
    if (index === undefined) this.indices.set(name, (index = this.list.push(name) - 1));
    return index;
  }
}

/**
 * Of a flow: its function, whether it is entered locked, the number of blocks. Of a block: the number of events, two or
 * three numbers for each, the number of ways on, these, the length of the condition, and if there is one, where it starts
 * and its variables. Offsets are counted from the one before.
 */
class Writer {
  readonly names = new Names();
  readonly objects: (string | number)[] = [];
  readonly numbers: number[] = [];
  private readonly known = new Names();
  private last = 0;

  flow({ fn, entered, blocks }: Flow): void {
    this.numbers.push(fn, entered ? 1 : 0, blocks.length);
    for (const block of blocks) this.block(block);
  }

  private block({ events, next, test }: Block): void {
    this.numbers.push(events.length);
    for (const event of events) {
      this.numbers.push(this.tag(event), this.delta(event.at));
      if (event.kind === 'assign' && event.site !== undefined) this.numbers.push(event.site);
      if (event.kind === 'call' && event.wraps !== undefined) this.numbers.push(this.names.index(event.wraps));
      if (event.kind === 'access' && event.value !== undefined) this.numbers.push(this.names.index(event.value));
    }
    this.numbers.push(next.length, ...next, test ? test.end - test.start : 0);
    if (!test) return;
    const names = (test.names ?? []).map((name) => this.names.index(name));
    this.numbers.push(this.delta(test.start), names.length, ...names);
  }

  private tag(event: FlowEvent): number {
    switch (event.kind) {
      case 'site':
        return SITE + BITS * event.site;
      case 'access':
        return accessTag(event) + BITS * this.object(event.object);
      case 'call':
        return (event.wraps ? CALL_WRAPPING : CALL + LOCKS.indexOf(event.lock)) + BITS * this.names.index(event.name);
      case 'assign':
        return (event.site === undefined ? ASSIGN : ASSIGN_LOADED) + BITS * this.names.index(event.name);
    }
  }

  private object({ base, members, text }: ObjectPath): number {
    const joined = members.join('.');
    const index = this.known.index(`${base} ${joined} ${text}`);
    if (index * 3 === this.objects.length) {
      this.objects.push(this.names.index(base), text, membersOf(text) === joined ? 0 : joined);
    }
    return index;
  }

  private delta(at: number): number {
    const delta = at - this.last;
    this.last = at;
    return delta;
  }
}

class Reader {
  private readonly objects: ObjectPath[] = [];
  private at = 0;
  private last = 0;

  constructor(private readonly packed: PackedFlows) {
    const { names, objects } = packed;
    for (let i = 0; i < objects.length; i += 3) {
      const text = objects[i + 1] as string;
      const members = (objects[i + 2] === 0 ? membersOf(text) : (objects[i + 2] as string)).split('.');
      this.objects.push({ base: names[objects[i] as number]!, members: members[0] === '' ? [] : members, text });
    }
  }

  flows(): Flow[] {
    const flows: Flow[] = [];
    while (this.at < this.packed.numbers.length) {
      const fn = this.next();
      const entered = this.next() === 1;
      const blocks = this.several(() => this.block());
      flows.push({ fn, ...(entered && { entered }), blocks });
    }
    return flows;
  }

  private block(): Block {
    const events = this.several(() => this.event());
    const next = this.several(() => this.next());
    const length = this.next();
    if (length === 0) return { events, next };
    const start = this.offset();
    const names = this.several(() => this.packed.names[this.next()]!);
    return { events, next, test: { start, end: start + length, ...(names.length > 0 && { names }) } };
  }

  private event(): FlowEvent {
    const number = this.next();
    const at = this.offset();
    const tag = number % BITS;
    const index = (number - tag) / BITS;
    if (tag === SITE) return { kind: 'site', at, site: index };
    if (tag < CALL) return { kind: 'access', at, object: this.objects[index]!, mode: MODES[tag - ACCESS]! };
    if (tag === ACCESS_CONSTANT) {
      const value = this.packed.names[this.next()]!;
      return { kind: 'access', at, object: this.objects[index]!, mode: 'write', value };
    }
    const name = this.packed.names[index]!;
    if (tag === CALL_WRAPPING) return { kind: 'call', at, name, wraps: this.packed.names[this.next()]! };
    if (tag === ASSIGN) return { kind: 'assign', at, name };
    if (tag === ASSIGN_LOADED) return { kind: 'assign', at, name, site: this.next() };
    const lock = LOCKS[tag - CALL];
    return { kind: 'call', at, name, ...(lock && { lock }) };
  }

  private several<T>(read: () => T): T[] {
    return Array.from({ length: this.next() }, read);
  }

  private next(): number {
    return this.packed.numbers[this.at++]!;
  }

  private offset(): number {
    this.last += this.next();
    return this.last;
  }
}

/** The members that an expression names: `a.b` of `p->a[p->i].b`. */
function membersOf(text: string): string {
  let plain = text;
  for (let bare = plain.replace(/\[[^[\]]*\]/g, ''); bare !== plain; bare = plain.replace(/\[[^[\]]*\]/g, ''))
    plain = bare;
  return (plain.match(/(?:->|\.)\s*\w+/g) ?? []).map((member) => member.replace(/\W+/, '')).join('.');
}
