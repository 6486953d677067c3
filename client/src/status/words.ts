/** What the status item says: how far the reading is, or what there is in the tree. */
import type { Status } from '../../../server/src/lsp/messages.ts';

export interface Situation {
  readonly server: 'starting' | 'running' | 'stopped';
  /** Percent of the tree that is being read; undefined while none is. */
  readonly percentage: number | undefined;
  /** The last word on each project. */
  readonly projects: readonly Status[];
}

export interface Words {
  /** With icons as `$(name)`. */
  readonly text: string;
  /** Lines of plain text. */
  readonly tooltip: readonly string[];
  /** For screen readers: the text without its icons, and what it is about. */
  readonly label: string;
  readonly isError: boolean;
}

export function wordsOf(situation: Situation): Words {
  const { icon, text, tooltip } = partsOf(situation);
  return {
    text: `$(${icon}) ${text}`,
    tooltip: [...tooltip, 'Click to see what the program sees of the tree and of this machine.'],
    label: text.startsWith('Barriers') ? text : `Barriers: ${text}`,
    isError: situation.server === 'stopped',
  };
}

interface Parts {
  readonly icon: string;
  readonly text: string;
  readonly tooltip: readonly string[];
}

function partsOf({ server, percentage, projects }: Situation): Parts {
  if (server === 'stopped')
    return { icon: 'error', text: 'Barriers', tooltip: ['The language server is not running.'] };
  const lines = projects.map(lineOf);
  const isReading = percentage !== undefined || projects.some(({ state }) => state === 'reading');
  if (server === 'starting' || isReading) {
    const text = percentage === undefined ? 'Barriers' : `Barriers ${percentage} %`;
    return { icon: 'sync~spin', text, tooltip: ['Reading the tree.', ...lines] };
  }
  // A file on its own belongs to no project, and nothing is counted.
  if (projects.length === 0)
    return { icon: 'arrow-swap', text: 'Barriers', tooltip: ['No folder with C code is open.'] };
  const isPartial = projects.some(({ state }) => state === 'stopped');
  const pairs = projects.reduce((sum, one) => sum + one.pairs, 0);
  return isPartial
    ? { icon: 'circle-slash', text: 'Barriers', tooltip: lines }
    : { icon: 'arrow-swap', text: counted(pairs, 'pair'), tooltip: lines };
}

function lineOf({ state, root, files, sites, pairs }: Status): string {
  const folder = decodeURIComponent(root.replace(/^file:\/\//, ''));
  if (state === 'reading') return `${folder}: being read`;
  if (state === 'stopped') return `${folder}: reading was stopped; restart the server to read it`;
  return `${folder}: ${counted(pairs, 'pairing comment')}, ${counted(sites, 'ordering site')} in ${counted(files, 'file')}`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
