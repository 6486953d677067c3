/**
 * Litmus tests of the classic shapes, with a primitive for each process: what `../shared/semantics/pairing.md` calls
 * MP, S, LB, SB, R, 2+2W, WRC, RWC, IRIW, ISA2 and Z6.0, and the names it has for what stands between two accesses.
 */

/** An access: `W x 1` stores 1 to x, `R x 1` asks whether x is read as 1. */
type Access = readonly [kind: 'R' | 'W', variable: string, value: number];

interface Shape {
  readonly processes: readonly (readonly [Access, Access?])[];
  /** Final values that the outcome demands, apart from what is read. */
  readonly final?: Readonly<Record<string, number>>;
  /** For each process: which of left, mid and right stands in it. */
  readonly roles: readonly ('left' | 'mid' | 'right' | undefined)[];
}

const W = (variable: string, value = 1): Access => ['W', variable, value];
const R = (variable: string, value: number): Access => ['R', variable, value];

const SHAPES: Readonly<Record<string, Shape>> = {
  MP: {
    processes: [
      [W('x'), W('y')],
      [R('y', 1), R('x', 0)],
    ],
    roles: ['left', 'right'],
  },
  S: {
    processes: [
      [W('x', 2), W('y')],
      [R('y', 1), W('x')],
    ],
    final: { x: 2 },
    roles: ['left', 'right'],
  },
  LB: {
    processes: [
      [R('x', 1), W('y')],
      [R('y', 1), W('x')],
    ],
    roles: ['left', 'right'],
  },
  SB: {
    processes: [
      [W('x'), R('y', 0)],
      [W('y'), R('x', 0)],
    ],
    roles: ['left', 'right'],
  },
  R: {
    processes: [
      [W('x'), W('y')],
      [W('y', 2), R('x', 0)],
    ],
    final: { y: 2 },
    roles: ['left', 'right'],
  },
  '2+2W': {
    processes: [
      [W('x'), W('y', 2)],
      [W('y'), W('x', 2)],
    ],
    final: { x: 1, y: 1 },
    roles: ['left', 'right'],
  },
  WRC: { processes: [[W('x')], [R('x', 1), W('y')], [R('y', 1), R('x', 0)]], roles: [undefined, 'mid', 'right'] },
  RWC: { processes: [[W('x')], [R('x', 1), R('y', 0)], [W('y'), R('x', 0)]], roles: [undefined, 'mid', 'right'] },
  IRIW: {
    processes: [[W('x')], [R('x', 1), R('y', 0)], [W('y')], [R('y', 1), R('x', 0)]],
    roles: [undefined, 'left', undefined, 'right'],
  },
  ISA2: {
    processes: [
      [W('x'), W('y')],
      [R('y', 1), W('z')],
      [R('z', 1), R('x', 0)],
    ],
    roles: ['left', 'mid', 'right'],
  },
  'Z6.0': {
    processes: [
      [W('x'), W('y')],
      [R('y', 1), W('z')],
      [W('z', 2), R('x', 0)],
    ],
    final: { z: 2 },
    roles: ['left', 'mid', 'right'],
  },
};

/** The text of a test of a shape with these primitives. */
export function shapeTest(
  shape: string,
  primitives: Readonly<Partial<Record<'left' | 'mid' | 'right', string>>>,
): string {
  const { processes, roles, final } = SHAPES[shape]!;
  const asked: string[] = [];
  const texts = processes.map(([first, second], number) => {
    const role = roles[number];
    const name = (role && primitives[role]) ?? 'none';
    for (const [register, access] of [['r0', first] as const, ['r1', second] as const]) {
      if (access?.[0] === 'R') asked.push(`${number}:${register}=${access[2]}`);
    }
    const body = second ? between(name, first, second, number) : [plain('r0', first)];
    const locks = `spinlock_t *l${number}, spinlock_t *m${number}`;
    return `P${number}(int *x, int *y, int *z, int *u, ${locks})\n{\n\tint r0;\n\tint r1;\n${body.map((line) => `\t${line}\n`).join('')}}\n`;
  });
  for (const [variable, value] of Object.entries(final ?? {})) asked.push(`${variable}=${value}`);
  return `C ${shape}\n\n{}\n\n${texts.join('\n')}\nexists (${asked.join(' /\\ ')})\n`;
}

function plain(register: string, [kind, variable, value]: Access): string {
  return kind === 'R' ? `${register} = READ_ONCE(*${variable});` : `WRITE_ONCE(*${variable}, ${value});`;
}

/** The access as a read-modify-write: a load leaves something that nobody asks for. */
function exchange(operation: string, register: string, [kind, variable, value]: Access): string {
  return kind === 'R'
    ? `${register} = ${operation}(${variable}, ${value + 7});`
    : `int r9 = ${operation}(${variable}, ${value});`;
}

/** The statements of a process whose two accesses have a primitive between them, or are one themselves. */
function between(name: string, first: Access, second: Access, number: number): string[] {
  const [a, b] = [plain('r0', first), plain('r1', second)];
  const acquire = (register: string, [, variable]: Access) => `${register} = smp_load_acquire(${variable});`;
  const release = ([, variable, value]: Access) => `smp_store_release(${variable}, ${value});`;
  const [, target, value] = second;
  switch (name) {
    case 'none':
      return [a, b];
    case 'barrier':
    case 'smp_rmb':
    case 'smp_wmb':
    case 'smp_mb':
    case 'synchronize_rcu':
      return [a, `${name}();`, b];
    case 'smp_wmb+smp_rmb':
      return [a, 'smp_wmb();', 'smp_rmb();', b];
    case 'load_acquire':
      return [acquire('r0', first), b];
    case 'store_release':
      return [a, release(second)];
    case 'acquire+release':
      return [acquire('r0', first), release(second)];
    case 'store_release, load_acquire':
      return [release(first), acquire('r1', second)];
    case 'smp_store_mb': {
      const isFlag = second[0] === 'W';
      const [, variable, stored] = isFlag ? second : first;
      const store = `smp_store_mb(*${variable}, ${stored});`;
      return isFlag ? [a, store] : [store, b];
    }
    case 'addr dep':
      return second[0] === 'R'
        ? [a, 'int r2 = r0 ^ r0;', `int *r3 = ${target} + r2;`, 'r1 = READ_ONCE(*r3);']
        : [a, 'int r2 = r0 ^ r0;', `int *r3 = ${target} + r2;`, `WRITE_ONCE(*r3, ${value});`];
    case 'data dep':
      return [a, 'int r2 = r0 ^ r0;', `WRITE_ONCE(*${target}, r2 + ${value});`];
    case 'ctrl':
      return [a, `if (r0 == 1) {`, b, '}'];
    case 'ctrl, store after the if':
      return [a, `if (r0 == 1) {`, 'r2 = 0;', '}', b];
    case 'ctrl+smp_rmb':
      return [a, `if (r0 == 1) {`, 'smp_rmb();', b, '}'];
    case 'failed cmpxchg':
      return [a, 'int r2 = cmpxchg(u, 5, 6);', b];
    case 'failed cmpxchg+smp_mb__after_atomic':
      return [a, 'int r2 = cmpxchg(u, 5, 6);', 'smp_mb__after_atomic();', b];
    case 'lock only':
      return [a, `spin_lock(l${number});`, b, `spin_unlock(l${number});`];
    case 'lock;unlock between':
      return [a, `spin_lock(l${number});`, `spin_unlock(l${number});`, b];
    case 'spin_lock+smp_mb__after_spinlock':
      return [a, `spin_lock(l${number});`, 'smp_mb__after_spinlock();', b, `spin_unlock(l${number});`];
    case 'unlock+lock':
    case 'unlock+lock+smp_mb__after_unlock_lock': {
      const after = name === 'unlock+lock' ? [] : ['smp_mb__after_unlock_lock();'];
      const [l, m] = [`l${number}`, `m${number}`];
      return [`spin_lock(${l});`, a, `spin_unlock(${l});`, `spin_lock(${m});`, ...after, b, `spin_unlock(${m});`];
    }
    default:
      return withExchange(name, first, second, a, b);
  }
}

/** `xchg_release`, `xchg (store)`, `xchg_acquire (load)`: one of the two accesses is it. */
function withExchange(name: string, first: Access, second: Access, a: string, b: string): string[] {
  const [, operation, side] = /^(xchg(?:_relaxed|_acquire|_release)?)(?: \((store|load)\))?$/.exec(name)!;
  const isFirst =
    side === undefined ? first[0] === 'R' || second[0] === 'R' : first[0] === (side === 'load' ? 'R' : 'W');
  return isFirst ? [exchange(operation!, 'r0', first), b] : [a, exchange(operation!, 'r1', second)];
}
