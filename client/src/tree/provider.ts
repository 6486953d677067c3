/** Fetches the tree of pairs level by level, as it is opened, and makes entries of it. */
import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { PairsItem, PairsParams, PairsResult } from '../../../server/src/lsp/messages.ts';
import { isGroup, itemWords, moreWords } from './words.ts';

export type Entry = PairsItem | More;

/** The rest of a list that is too long. */
export interface More {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: PairsItem | undefined;
  readonly shown: number;
  readonly total: number;
}

/** What the user has chosen. */
export type Choice = Pick<PairsParams, 'by'> & Required<Pick<PairsParams, 'filter' | 'scope'>>;

/** What the whole of it is like; `stopped` while no server is there. */
export interface Overview {
  readonly state: PairsResult['state'] | 'stopped';
  readonly total: number;
}

export class PairsProvider implements TreeDataProvider<Entry> {
  private readonly changes = new EventEmitter<Entry | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  /** How many entries of a list are shown, by the id of what they are below; '' for the top. */
  private readonly limits = new Map<string, number>();

  constructor(
    private readonly client: LanguageClient,
    private readonly choice: () => Choice,
    private readonly onOverview: (overview: Overview) => void,
  ) {}

  /** Everything that is open is asked for again. What is opened out stays so: entries are known by their ids. */
  refresh(): void {
    this.changes.fire(undefined);
  }

  /** Begins with short lists again. */
  restart(): void {
    this.limits.clear();
    this.refresh();
  }

  showMore({ parent, shown }: More): void {
    this.limits.set(parent?.id ?? '', shown + PAGE);
    this.changes.fire(parent);
  }

  async getChildren(parent?: Entry): Promise<Entry[]> {
    if (parent?.kind === 'more') return [];
    if (!this.client.isRunning()) {
      this.onOverview({ state: 'stopped', total: 0 });
      return [];
    }
    const limit = this.limits.get(parent?.id ?? '') ?? PAGE;
    const params = { ...this.choice(), limit, ...(parent ? { parent: parent.id } : {}) };
    const answer = await this.client
      .sendRequest<PairsResult>('barrier-ls/pairs', params)
      .catch((error: unknown) => this.client.error('barrier-ls/pairs', error));
    // The server has ended on the way: with the next one everything is asked for again.
    if (!answer) return [];
    const { state, items, total } = answer;
    if (!parent) this.onOverview({ state, total });
    if (items.length >= total) return [...items];
    const shown = items.length;
    return [...items, { kind: 'more', id: `${parent?.id ?? ''}\nmore`, parent, shown, total }];
  }

  getTreeItem(entry: Entry): TreeItem {
    if (entry.kind === 'more') return moreItem(entry);
    const words = itemWords(entry);
    const isOpenable = isGroup(entry) || entry.sides > 0;
    const item = new TreeItem(
      words.label,
      isOpenable ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    );
    item.id = entry.id;
    item.description = words.description;
    item.tooltip = new MarkdownString().appendText(words.tooltip.join('\n\n'));
    item.accessibilityInformation = { label: words.spoken };
    item.contextValue = isGroup(entry) && entry.name === '' ? 'unknown' : entry.kind;
    const colour = words.isAlarming ? new ThemeColor('list.warningForeground') : undefined;
    item.iconPath = entry.kind === 'file' && !words.isAlarming ? ThemeIcon.File : new ThemeIcon(words.icon, colour);
    if (entry.kind === 'file') item.resourceUri = Uri.parse(entry.uri ?? '');
    if (!isGroup(entry)) {
      const { uri, range } = this.client.protocol2CodeConverter.asLocation(entry.location);
      item.command = { command: 'vscode.open', title: 'Open', arguments: [uri, { selection: range }] };
    }
    return item;
  }
}

/** Entries that are shown of a list at first, and that come with each more. */
const PAGE = 100;

function moreItem(entry: More): TreeItem {
  const item = new TreeItem(moreWords(entry.shown, entry.total), TreeItemCollapsibleState.None);
  item.id = entry.id;
  item.iconPath = new ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: 'barrier-ls.pairsMore', title: 'Show More', arguments: [entry] };
  return item;
}
