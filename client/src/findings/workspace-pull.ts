/** The client's questions about all files of the workspace: held back until someone wants to know, and counted then. */
import { type CancellationToken, Uri } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

type Provide = NonNullable<Middleware['provideWorkspaceDiagnostics']>;
type Chunk = Parameters<Parameters<Provide>[2]>[0];

export class WorkspacePull {
  /** Severities of the findings, by URI. */
  private readonly severities = new Map<string, readonly number[]>();
  private isWhole = false;
  private isWanted = false;
  private listeners = new Set<() => void>();

  /** From now on the whole workspace is asked about; resolves when it has been, for the first time. */
  async whole(): Promise<void> {
    this.isWanted = true;
    this.tell();
    await this.until(() => this.isWhole);
  }

  /** Severities of the findings as the editor numbers them, by the URI of the file. */
  findings(): ReadonlyMap<string, readonly number[]> {
    return this.severities;
  }

  /** The client asks again as soon as it has an answer, and for the first time as soon as the server runs. */
  readonly provide: Provide = async (resultIds, token, report, next) => {
    await this.until(() => this.isWanted || token.isCancellationRequested, token);
    if (token.isCancellationRequested) return { items: [] };
    // The client has the results of this server for as long as it runs.
    const isFirst = !resultIds.some(({ uri }) => uri.toString() === NOWHERE);
    if (isFirst) this.forget();
    const asked = isFirst ? [...resultIds, { uri: Uri.parse(NOWHERE), value: '' }] : resultIds;
    const answer = await next(asked, token, (chunk) => {
      this.count(chunk);
      report(chunk);
    });
    this.isWhole = !token.isCancellationRequested;
    this.tell();
    return answer;
  };

  private forget(): void {
    this.severities.clear();
    this.isWhole = false;
  }

  private count(chunk: Chunk): void {
    for (const item of chunk?.items ?? []) {
      if (item.kind !== 'full') continue;
      const uri = item.uri.toString();
      if (item.items.length === 0) this.severities.delete(uri);
      else
        this.severities.set(
          uri,
          item.items.map(({ severity }) => severity),
        );
    }
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private until(isSo: () => boolean, token?: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const listener = () => {
        if (!isSo()) return;
        this.listeners.delete(listener);
        subscription?.dispose();
        resolve();
      };
      this.listeners.add(listener);
      const subscription = token?.onCancellationRequested(listener);
      listener();
    });
  }
}

/**
 * The server answers when there is something to tell. That this document, which no one has, is gone it can always tell;
 * so that an answer comes as soon as the tree is read, even if nothing is found in it.
 */
const NOWHERE = 'untitled:barrier-ls-check';
