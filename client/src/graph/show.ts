/** The command Show Pair Graph. There is one panel, which shows what was asked for last. */
import { Disposable, type WebviewPanel, window } from 'vscode';
import type { GraphResult } from '../../../server/src/lsp/messages.ts';
import { command } from '../command.ts';
import type { Part } from '../part.ts';
import { subjectOf } from '../subject.ts';
import type { PageState } from './messages.ts';
import { GraphPanel, VIEW_TYPE } from './panel.ts';

export const pairGraph: Part = {
  register(context, client) {
    let panel: GraphPanel | undefined;
    const forget = (ended: GraphPanel) => {
      if (panel === ended) panel = undefined;
    };
    return Disposable.from(
      command(client, 'barrier-ls.showPairGraph', async (entry: unknown) => {
        const subject = subjectOf(client, entry);
        if (!subject) return;
        const graph = await client.sendRequest<GraphResult | null>('barrier-ls/graph', subject);
        if (!graph) {
          await window.showInformationMessage('What is here belongs to no pair that is known.');
          return;
        }
        panel ??= GraphPanel.create(context, client, forget);
        panel.show(graph, subject);
      }),
      window.registerWebviewPanelSerializer(VIEW_TYPE, {
        async deserializeWebviewPanel(revived: WebviewPanel, state: PageState | undefined) {
          panel?.dispose();
          panel = GraphPanel.revive(context, client, revived, state, forget);
        },
      }),
    );
  },
};
