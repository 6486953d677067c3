/** The view "Barrier Pairs": the tree, what is chosen for it, and what it says while there is nothing in it. */
import { commands, Disposable, type TreeView, window } from 'vscode';
import { command } from '../command.ts';
import type { Part } from '../part.ts';
import { onChanged } from '../server/changes.ts';
import { type Choice, type Entry, type More, type Overview, PairsProvider } from './provider.ts';

export const pairsTree: Part = {
  register({ workspaceState }, client) {
    let choice: Choice = { by: 'object', filter: '', scope: 'workspace', ...workspaceState.get<Partial<Choice>>(KEY) };
    const provider: PairsProvider = new PairsProvider(
      client,
      () => choice,
      (overview) => describe(view, choice, overview),
    );
    const view: TreeView<Entry> = window.createTreeView('barrier-ls.pairs', {
      treeDataProvider: provider,
      showCollapseAll: true,
    });

    function choose(some: Partial<Choice>): void {
      choice = { ...choice, ...some };
      // What was searched for is of no use another day.
      void workspaceState.update(KEY, { by: choice.by, scope: choice.scope });
      tell(choice);
      provider.restart();
    }

    async function askFilter(): Promise<void> {
      const filter = await window.showInputBox({
        title: 'Filter Barrier Pairs',
        prompt: 'Words of the object, the file, the function or the primitive; all of them have to be there.',
        value: choice.filter,
      });
      if (filter !== undefined) choose({ filter: filter.trim() });
    }

    tell(choice);
    const own = (name: string, work: (...args: never[]) => unknown) => command(client, `barrier-ls.${name}`, work);
    return Disposable.from(
      view,
      onChanged(client)(() => provider.refresh()),
      own('pairsByObject', () => choose({ by: 'object' })),
      own('pairsByFile', () => choose({ by: 'file' })),
      own('pairsOfWorkspace', () => choose({ scope: 'workspace' })),
      own('pairsOfOpenFiles', () => choose({ scope: 'open' })),
      own('pairsFilter', askFilter),
      own('pairsClearFilter', () => choose({ filter: '' })),
      own('pairsRefresh', () => provider.refresh()),
      own('pairsMore', (more: More) => provider.showMore(more)),
      window.onDidChangeVisibleTextEditors(() => choice.scope === 'open' && provider.refresh()),
    );
  },
};

const KEY = 'barrier-ls.pairs';

/** For the buttons, which offer what is not chosen. */
function tell({ by, scope, filter }: Choice): void {
  const set = (name: string, value: unknown) =>
    commands.executeCommand('setContext', `barrier-ls.pairs.${name}`, value);
  void set('by', by);
  void set('scope', scope);
  void set('isFiltered', filter !== '');
}

function describe(view: TreeView<Entry>, { by, scope, filter }: Choice, { state, total }: Overview): void {
  void commands.executeCommand('setContext', 'barrier-ls.pairs.state', state);
  const kind = total === 1 ? by : `${by}s`;
  const where = scope === 'open' ? ' of open files' : '';
  view.description = total > 0 ? `${total.toLocaleString('en-US')} ${kind}${where}` : '';
  // A view with a message has no welcome, which says what to do where there is nothing.
  view.message = filter === '' || total === 0 ? '' : `Filter: ${filter}`;
}
