/** Show Pair Graph: a panel beside the editor with who belongs together, which follows edits and survives a reload. */
import { randomBytes } from 'node:crypto';
import { type Disposable, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { GraphResult, SubjectParams } from '../../../server/src/lsp/messages.ts';
import { onChanged } from '../server/changes.ts';
import type { FromPage, PageState, ToPage } from './messages.ts';
import { pageOf } from './page.ts';

export const VIEW_TYPE = 'barrier-ls.pairGraph';

const NOTHING = 'Nothing that belongs to a pair is here any more.';

export class GraphPanel {
  private subject: SubjectParams | undefined;
  private graph: GraphResult | undefined;
  private isReady = false;
  private isAlive = true;
  /** The server has had something to say of the subject. */
  private wasFound = false;
  private readonly disposables: Disposable[];

  constructor(
    context: ExtensionContext,
    private readonly client: LanguageClient,
    private readonly panel: WebviewPanel,
    onEnd: (ended: GraphPanel) => void,
  ) {
    const dist = Uri.joinPath(context.extensionUri, 'dist');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.disposables = [
      webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
      onChanged(client)(() => void this.refresh()),
      panel.onDidDispose(() => {
        this.isAlive = false;
        for (const one of this.disposables) one.dispose();
        onEnd(this);
      }),
    ];
    const address = (name: string) => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
    webview.html = pageOf({
      script: address('graph.js'),
      style: address('graph.css'),
      source: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
    });
  }

  static create(context: ExtensionContext, client: LanguageClient, onEnd: (ended: GraphPanel) => void): GraphPanel {
    const where = { viewColumn: ViewColumn.Beside, preserveFocus: false };
    const panel = window.createWebviewPanel(VIEW_TYPE, 'Pair Graph', where, { enableScripts: true });
    return new GraphPanel(context, client, panel, onEnd);
  }

  /** From a panel that the editor has brought back, with what its page has kept. */
  static revive(
    context: ExtensionContext,
    client: LanguageClient,
    panel: WebviewPanel,
    state: PageState | undefined,
    onEnd: (ended: GraphPanel) => void,
  ): GraphPanel {
    const revived = new GraphPanel(context, client, panel, onEnd);
    revived.subject = state?.subject;
    revived.graph = state?.graph;
    return revived;
  }

  /** Shows a graph that was asked for, or that is to be asked for again by `subject`. */
  show(graph: GraphResult, subject: SubjectParams): void {
    // The place is for when what stands there has another name.
    this.subject = { ...subject, subject: graph.subject };
    this.graph = graph;
    this.wasFound = true;
    this.panel.reveal(undefined, false);
    this.send();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async refresh(): Promise<void> {
    if (!this.subject || !this.client.isRunning()) return;
    const subject = this.subject;
    const graph = await this.client
      .sendRequest<GraphResult | null>('barrier-ls/graph', subject)
      .catch((error: unknown) => this.client.error('barrier-ls/graph', error));
    if (!this.isAlive || this.subject !== subject || graph === undefined) return;
    // While a tree is still being read, what the page has kept is better than nothing.
    if (graph === null && !this.wasFound) return;
    this.wasFound = true;
    this.graph = graph ?? undefined;
    this.send();
  }

  private send(): void {
    if (!this.isReady) return;
    const { graph, subject } = this;
    const message: ToPage =
      graph && subject ? { kind: 'graph', graph, subject } : { kind: 'nothing', sentence: NOTHING };
    if (graph) this.panel.title = `Pairs: ${graph.title}`;
    void this.panel.webview.postMessage(message);
  }

  private receive(message: FromPage): void {
    if (message.kind === 'ready') {
      this.isReady = true;
      if (this.graph) this.send();
      void this.refresh();
      return;
    }
    const site = this.graph?.sites.find(({ id }) => id === message.site);
    if (!site) return;
    const { uri, range } = this.client.protocol2CodeConverter.asLocation(site.location);
    void window.showTextDocument(uri, { viewColumn: ViewColumn.One, selection: range });
  }
}
