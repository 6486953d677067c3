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
    // Another server than the one before.
    if (resultIds.length === 0) this.severities.clear();
    const asked = this.isWhole ? resultIds : [...resultIds, { uri: Uri.parse(NOWHERE), value: '' }];
    const answer = await next(asked, token, (chunk) => report(this.counted(chunk)));
    if (token.isCancellationRequested) this.isWhole = false;
    else this.isWhole = true;
    this.tell();
    return answer;
  };

  private counted(chunk: Chunk): Chunk {
    if (!chunk) return chunk;
    const items = chunk.items.filter(({ uri }) => uri.toString() !== NOWHERE);
    for (const item of items) {
      if (item.kind !== 'full') continue;
      if (item.items.length === 0) this.severities.delete(item.uri.toString());
      else
        this.severities.set(
          item.uri.toString(),
          item.items.map(({ severity }) => severity),
        );
    }
    return { items };
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
