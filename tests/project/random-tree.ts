/** A small tree of C files with barriers, comments that name each other's functions, and people who edit it at random. */

export interface Scale {
  /** How many files there are to begin with. Each has to do with a dozen others, as in a large tree. */
  readonly files?: number;
  /** Texts in other scripts, and line ends of other systems. */
  readonly isForeign?: boolean;
}

export interface Tree {
  readonly files: Map<string, string>;
  /** The text after a small edit. */
  edit(text: string): string;
  /** A new file's text. */
  text(): string;
  folder(): string;
}

/** Numbers from 0 to below `below`, the same for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const FEW = 24;
const FOLDERS = ['core', 'net', 'lib', 'include/linux'];
const NAMES = ['push', 'pull', 'look', 'wake', 'sleep', 'drain', 'fill', 'sync', 'flush', 'poll'];
const BARRIERS = [
  'smp_wmb()',
  'smp_rmb()',
  'smp_mb()',
  'smp_store_release(&box->ready, 1)',
  'smp_load_acquire(&box->ready)',
];

const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'hy', 'ka', 'le'];

/** A word for a part of the tree, so that nobody takes a name of one for a misspelt name of another. */
function partOf(number: number): string {
  const word = `${SYLLABLES[number >> 3]}${SYLLABLES[number & 7]}`;
  return word + word;
}

const FOREIGN = ['', '', '/* größer */ ', '/* 漢字 🔒 */ ', 'é(box); '];

export function tree(random: (below: number) => number, { files: count = FEW, isForeign = false }: Scale = {}): Tree {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  let part = '';
  const foreign = () => (isForeign ? pick(FOREIGN) : '');
  const name = () => `${pick(NAMES)}_${pick(['ring', 'box', 'queue'])}${part}`;
  const comment = () =>
    pick([
      `/* Pairs with ${pick(BARRIERS).replace(/\(.*/, '()')} in ${name()}(). */`,
      `/* Pairs with the barrier in ${name()}(). */`,
      `/* Paired with ${name()}() */`,
      '/* Nothing of the kind. */',
      `/* Matches the smb_wmb() in ${name()}(). */`,
    ]);
  const fn = () =>
    `${pick(['static ', ''])}void ${name()}(struct box${part} *box)\n{\n\t${pick(['', `${name()}(box);`, 'box->value = 1;'])}\n\t${foreign()}${comment()}\n\t${foreign()}${pick([...BARRIERS, 'plain(box)'])};\n\t${pick(['', 'WRITE_ONCE(box->ready, 1);', `${name()}(box);`])}\n}\n`;
  const struct = () => pick(['', `struct box${part} { int ready; int value; struct inner *in; };\n`]);
  const text = () => {
    part = count > FEW ? partOf(random(Math.ceil(count / 12))) : '';
    const made = `${struct()}${Array.from({ length: 1 + random(4) }, fn).join('\n')}`;
    return isForeign && random(4) === 0 ? made.replaceAll('\n', '\r\n') : made;
  };
  const edit = (before: string) => {
    part = /_(?:ring|box|queue)([a-z]+)/.exec(before)?.[1] ?? part;
    const lines = before.split('\n');
    const at = random(lines.length);
    switch (random(6)) {
      case 0:
        lines.splice(at, 0, '');
        break;
      case 1:
        lines.splice(at, 1);
        break;
      case 2:
        lines.push(fn());
        break;
      case 3:
        lines.splice(at, 0, `\t${comment()}`);
        break;
      case 4:
        return before.replaceAll(pick(NAMES), pick(NAMES));
      default:
        return before.replace(pick(BARRIERS), pick(BARRIERS));
    }
    return lines.join('\n');
  };
  const files = new Map<string, string>();
  for (let i = 0; i < count; i++) files.set(`${pick(FOLDERS)}/f${i}.${pick(['c', 'c', 'h'])}`, text());
  return { files, edit, text, folder: () => pick(FOLDERS) };
}
