/**
 * The flows around what comments speak of. A function that only wraps an acquire says nothing of what is read after it:
 * that is in its caller; and what is stored before a barrier is often stored by a function that is called there.
 */
import type { CommentFact, FunctionFact, Site } from '../../model/facts.ts';
import type { Flow } from '../../model/flow.ts';
import type { Vocabulary } from '../../model/primitive.ts';
import { roleOf } from '../../primitives/roles.ts';
import { withBody } from '../../syntax/body.ts';
import type { Lexed } from '../../syntax/lexed.ts';
import type { RegionParser } from '../../syntax/parser.ts';
import type { Span } from '../../text/span.ts';
import { eachCall } from '../calls.ts';
import { enclosing } from '../functions.ts';
import { sitesOf } from '../sites.ts';
import { rangesOf, readFlow } from './flows.ts';

/** What is known of a file so far; `comments` and `named` say which functions are spoken of. */
export interface Spoken {
  readonly lexed: Lexed;
  readonly functions: readonly FunctionFact[];
  readonly sites: readonly Site[];
  readonly comments: readonly CommentFact[];
  /** Names of functions that comments have. */
  readonly named: ReadonlySet<string>;
  /** The flows that there are. */
  readonly flows: readonly Flow[];
}

/** The flows of functions that are spoken of, called there, or call them, in order of position. */
export function flowsAround(parser: RegionParser, vocabulary: Vocabulary, spoken: Spoken): Flow[] {
  const { lexed, functions, sites } = spoken;
  const wanted = new Neighbours(spoken).all();
  for (const { fn } of spoken.flows) wanted.delete(fn);
  const ranges = rangesOf(sites);
  const regions = new Map(lexed.functions.map((region) => [region.at, region]));
  const found: Flow[] = [];
  for (const fn of [...wanted].sort((a, b) => a - b)) {
    const fact = functions[fn]!;
    const region = regions.get(fact.at);
    if (!region) continue;
    const range = ranges.get(fn);
    const isRead = fact.calls !== undefined;
    const own = isRead ? sites.slice(range?.first ?? 0, range?.end ?? 0) : sitesOf(lexed, vocabulary, region, fn);
    const subject = {
      lexed,
      vocabulary,
      region,
      fn,
      mayBeLocked: true,
      sites: own,
      first: isRead ? (range?.first ?? 0) : 0,
    };
    const flow = withBody(parser, lexed.code, fact.body, (body) => readFlow(subject, body));
    if (flow) found.push(isRead || own.length === 0 ? flow : { ...flow, sites: own });
  }
  return found;
}

/** Longer functions do too much to tell what belongs to a barrier elsewhere. */
const LONGEST = 8_000;

/** What a called function calls in turn is looked into where it does little else: accessors. */
const LONGEST_ACCESSOR = 500;

/** Of a function that many others call, the first few. */
const MOST_CALLERS = 4;

class Neighbours {
  private readonly found = new Set<number>();
  private readonly byName: ReadonlyMap<string, number>;
  private readonly bodies: readonly { readonly body: Span; readonly fn: number }[];

  constructor(private readonly spoken: Spoken) {
    const real = spoken.functions.flatMap((fact, fn) => (fact.macro || fact.table || fact.stub ? [] : [{ fact, fn }]));
    this.byName = new Map(real.map(({ fact, fn }) => [fact.name, fn]));
    this.bodies = real.map(({ fact, fn }) => ({ body: fact.body, fn }));
  }

  all(): Set<number> {
    const { comments, named, sites } = this.spoken;
    const ordering = new Set(sites.filter(({ kind }) => orders(kind)).map(({ fn }) => fn));
    const core = new Set<number>();
    for (const { fn, claims } of comments) {
      if (fn >= 0 && claims.some(({ verb, notBarrier }) => verb !== 'mention' && !notBarrier)) core.add(fn);
    }
    for (const name of named) {
      const fn = this.byName.get(name);
      if (fn !== undefined) core.add(fn);
    }
    const present = new Set(sites.map(({ fn }) => fn));
    // One that comments name, and that holds nothing, may well look at what it is named for.
    const asked = new Set([...named].flatMap((name) => this.byName.get(name) ?? []));
    for (const fn of core) if (present.has(fn) || asked.has(fn)) this.add(fn);
    for (const fn of core) {
      if (!ordering.has(fn)) continue;
      for (const callee of this.callees(fn)) if (this.add(callee)) this.addAccessors(callee);
      for (const caller of this.callers(fn)) if (this.add(caller)) this.addAccessors(caller);
    }
    return this.found;
  }

  private add(fn: number): boolean {
    const { macro, body } = this.spoken.functions[fn]!;
    if (macro || body.end - body.start > LONGEST) return false;
    this.found.add(fn);
    return true;
  }

  private addAccessors(fn: number): void {
    for (const callee of this.callees(fn)) {
      const { body } = this.spoken.functions[callee]!;
      if (body.end - body.start <= LONGEST_ACCESSOR) this.add(callee);
    }
  }

  private callees(fn: number): Set<number> {
    const callees = new Set<number>();
    eachCall(this.spoken.lexed.code, this.spoken.functions[fn]!.body, ({ name }) => {
      const callee = this.byName.get(name);
      if (callee !== undefined && callee !== fn) callees.add(callee);
    });
    return callees;
  }

  private callers(fn: number): Set<number> {
    const callers = new Set<number>();
    const { code } = this.spoken.lexed;
    for (const { index } of code.matchAll(new RegExp(`\\b${this.spoken.functions[fn]!.name}\\s*\\(`, 'g'))) {
      const caller = this.bodies[enclosing(this.bodies, index)]?.fn;
      if (caller !== undefined && caller !== fn) callers.add(caller);
      if (callers.size >= MOST_CALLERS) break;
    }
    return callers;
  }
}

function orders(kind: Site['kind']): boolean {
  const { release, acquire, fence, full } = roleOf(kind);
  return release || acquire || fence || full;
}
