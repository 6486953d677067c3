/**
 * The text of a litmus test for two sides of a pair: the code's own names and primitives, its lines as comments, the
 * outcome that should not be as `exists`, and in the comment on top what is left out.
 */
import type { FunctionRef } from '../../index/snapshot.ts';
import type { FileFacts } from '../../model/facts.ts';
import { list } from '../../rules/describe.ts';
import type { View } from '../view.ts';
import { comment } from './comment.ts';
import { leftOutInWords } from './left-out.ts';
import { fenceText, loadText, storeText, type Written } from './operations.ts';
import type { Shaped, Step } from './shapes.ts';
import { type Access, atOf, homeOf } from './sides.ts';
import { type Variable, variablesOf } from './variables.ts';

export interface TestText {
  readonly name: string;
  readonly text: string;
  /** The name of what the left side accesses first. */
  readonly data: string;
  /** The statements of the four accesses, without comments, in the order first and second of each side. */
  readonly accesses: readonly string[];
  /** What each access gives or leaves in the outcome: `0`, `1`. */
  readonly outcome: readonly string[];
}

export interface WriteOptions {
  /** Keys of objects whose plain accesses are to be marked: to ask what that would change. */
  readonly marked?: ReadonlySet<string>;
  /** The side that gets a full barrier, and whether its accesses are marked: to ask whether the other one is at fault. */
  readonly strengthened?: 0 | 1;
}

export function testText(view: View, shaped: Shaped, options: WriteOptions = {}): TestText {
  return new Writer(view, shaped, options).write();
}

class Writer {
  private readonly notes: string[] = [];
  private readonly variables: ReadonlyMap<string, Variable>;
  private readonly statements: string[] = [];
  private readonly outcome: string[] = [];

  constructor(
    private readonly view: View,
    private readonly shaped: Shaped,
    private readonly options: WriteOptions,
  ) {
    this.variables = variablesOf(shaped);
  }

  write(): TestText {
    const { steps, shape } = this.shaped;
    const bodies = steps.map((step, number) => this.process(number, step));
    const name = [shape, ...steps.map(({ anchor }) => functionOf(homeOf(anchor)))].join('+');
    const init = [...this.variables.values()].flatMap(({ name, old, isPointer }) =>
      old === '0' || isPointer ? [] : [`\tint ${name} = ${old};\n`],
    );
    const pointers = [...this.variables.values()].filter(({ isPointer }) => isPointer);
    const state = [...init, ...pointers.map(({ name, old }) => (old === '0' ? '' : `\tint *${name} = ${old};\n`))].join(
      '',
    );
    const text = [
      `C ${name}`,
      this.head(),
      state === '' ? '{}' : `{\n${state}}`,
      ...bodies,
      `exists (${this.condition()})`,
    ].join('\n\n');
    return {
      name,
      text: `${text}\n`,
      data: this.variables.get(steps[0]!.first.key)!.name,
      accesses: this.statements,
      outcome: this.outcome,
    };
  }

  private head(): string {
    const { steps, data } = this.shaped;
    const notes = [...new Set(this.notes)];
    const { name } = this.variables.get(steps[0]!.first.key)!;
    if (data === 'whole') notes.unshift(`All that ${name} points to is one variable.`);
    if (data === 'unseen') {
      notes.unshift(`What ${name} points to is initialised before it is published; where that is done is not shown.`);
    }
    const places = steps.map(
      ({ anchor }, i) => `P${i} is ${functionOf(homeOf(anchor))}() at ${this.place(anchor.facts, atOf(anchor))}`,
    );
    const names = [...this.variables.values()].map(({ name, text }) => (name === text ? name : `${name} (${text})`));
    const around = steps.flatMap(({ leftOut = [] }, i) => leftOut.map((what) => leftOutInWords(`P${i}`, what)));
    return comment([
      `${places.join(', ')}.`,
      ...notes,
      ...around,
      `Everything but the accesses to ${list(names)}, and what orders them, is left out.`,
    ]);
  }

  private process(number: number, step: Step): string {
    const { first, second } = step;
    const lines: string[] = [];
    const registers: string[] = [];
    const home = homeOf(step.anchor);
    const emit = (text: string, depth: number, from: (FunctionRef & { readonly at: number }) | null) => {
      const said = from === null ? '' : ` // ${this.line(from, home)}`;
      lines.push(`${'\t'.repeat(depth)}${text}${said}`);
    };
    const strong = this.options.strengthened === number;
    const firstText = this.access(number, step, first, step.does[0] === 'W', 'r0', strong);
    if (firstText.register) registers.push(firstText.register);
    const isAlone = first === second;
    emit(firstText.text, 1, number === 0 && first.at === second.at && this.shaped.data === 'unseen' ? null : first);
    const mustGuard = !isAlone && step.does[0] === 'R' && (step.guarded || this.isPlain(second, strong));
    if (mustGuard && !step.guarded && !step.follows) {
      this.notes.push(`That P${number} goes on only if it has seen the new value is assumed.`);
    }
    const guard = mustGuard && !(step.follows && !step.guarded);
    if (guard) emit(this.guard(first), 1, null);
    const depth = guard ? 2 : 1;
    for (const fence of step.fences) {
      const { text, note } = fenceText(fence.site);
      if (note) this.notes.push(note);
      emit(text, depth, { facts: fence.facts, fn: fence.fn, at: fence.site.at });
    }
    if (strong) emit('smp_mb();', depth, null);
    const last = step.does[0] === 'R' ? 'r1' : 'r0';
    const secondText = this.access(number, step, second, step.does[1] === 'W', last, strong);
    if (secondText.register && !isAlone) registers.push(secondText.register);
    const isHandedOn = step.follows && this.shaped.isHandedOn === true;
    if (isHandedOn) this.notes.push(`P${number} hands the pointer on; that whoever gets it follows it is assumed.`);
    if (!isAlone) emit(secondText.text, depth, isHandedOn ? null : second);
    if (guard) lines.push('\t}');
    const parameters = [...new Set([first.key, second.key])].map((key) => {
      const { name, isPointer } = this.variables.get(key)!;
      return `int ${isPointer ? '**' : '*'}${name}`;
    });
    const declared = registers.map((register) => `\tint ${register};`);
    return [
      `P${number}(${parameters.join(', ')})`,
      '{',
      `\t// ${functionOf(home)}(), ${home.facts.file}`,
      ...declared,
      ...lines,
      '}',
    ].join('\n');
  }

  /** `r1` of the second access; the first one's is `*r0` where it is a pointer. */
  private access(number: number, step: Step, access: Access, isStore: boolean, register: string, strong: boolean) {
    const variable = this.variables.get(access.key)!;
    const marked = strong || this.options.marked?.has(access.key) === true;
    const through = step.follows && access === step.second ? 'r0' : variable.name;
    const value = variable.values.get(access) ?? variable.fresh;
    const written: Written = isStore
      ? storeText(access, through, value, variable.old, marked)
      : loadText(access, through, variable.fresh, variable.old, marked);
    if (written.note) this.notes.push(written.note);
    const text = isStore ? written.text : `${register} = ${written.text};`;
    this.statements[number * 2 + (access === step.first ? 0 : 1)] = isStore ? written.text : text;
    if (isStore) return { text, register: undefined };
    return { text, register: variable.isPointer ? `*${register}` : register };
  }

  private isPlain(access: Access, strong: boolean): boolean {
    return access.site === null && !strong && this.options.marked?.has(access.key) !== true;
  }

  private guard(first: Access): string {
    const { old } = this.variables.get(first.key)!;
    return old === '1' ? 'if (!r0) {' : 'if (r0) {';
  }

  /** Round the ring: each one's second access comes before the next one's first, and the last one's before the first one's. */
  private condition(): string {
    const { steps } = this.shaped;
    const links = steps.map((step, number) => {
      const next = (number + 1) % steps.length;
      return this.link(number, step, 'second', next, steps[next]!, 'first');
    });
    return links.join(' /\\ ');
  }

  private link(
    from: number,
    earlier: Step,
    a: 'first' | 'second',
    to: number,
    later: Step,
    b: 'first' | 'second',
  ): string {
    const [source, target] = [earlier[a], later[b]];
    const variable = this.variables.get(source.key)!;
    const isStore = (step: Step, which: 'first' | 'second') => step.does[which === 'first' ? 0 : 1] === 'W';
    const register = (step: Step, which: 'first' | 'second') =>
      which === 'second' && step.does[0] === 'R' ? 'r1' : 'r0';
    const set = (process: number, which: 'first' | 'second', value: string) => {
      this.outcome[process * 2 + (which === 'first' ? 0 : 1)] = value;
      return value;
    };
    const stored = (access: Access) => variable.values.get(access) ?? variable.fresh;
    if (isStore(earlier, a) && isStore(later, b)) return `${variable.name}=${stored(target)}`;
    if (isStore(earlier, a)) return `${to}:${register(later, b)}=${set(to, b, stored(source))}`;
    return `${from}:${register(earlier, a)}=${set(from, a, variable.old)}`;
  }

  private place(facts: FileFacts, at: number): string {
    return `${facts.file}:${this.view.source(facts).line(at)}`;
  }

  private line({ facts, fn, at }: FunctionRef & { readonly at: number }, home: FunctionRef): string {
    const source = this.view.source(facts);
    const line = source.line(at);
    const span = source.lineSpan(line)!;
    const text = source.text
      .slice(span.start, span.end)
      .replace(/\\\s*$/, '')
      .replace(/\s+/g, ' ')
      .trim();
    const isElsewhere = facts !== home.facts || fn !== home.fn;
    const where = isElsewhere ? ` in ${functionOf({ facts, fn })}()` : '';
    return `${facts === home.facts ? '' : `${facts.file}:`}${line}${where}: ${text}`;
  }
}

function functionOf({ facts, fn }: FunctionRef): string {
  return facts.functions[fn]?.name ?? 'file';
}
