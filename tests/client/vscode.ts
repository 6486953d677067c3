/**
 * Stands for the module `vscode`, which is there in VS Code alone: its values as far as the extension uses them, with
 * what was shown and run kept for tests to look at. `reset()` before each test.
 */
import { URI, Utils } from 'vscode-uri';

export const Uri = Object.assign(URI, { joinPath: Utils.joinPath });

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }

  contains({ line, character }: Position): boolean {
    const { start, end } = this;
    if (line < start.line || line > end.line) return false;
    return (line > start.line || character >= start.character) && (line < end.line || character <= end.character);
  }
}

export class Selection {
  constructor(
    readonly anchor: Position,
    readonly active: Position,
  ) {}
}

export class Location {
  constructor(
    readonly uri: URI,
    readonly range: Range,
  ) {}
}

export class Disposable {
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }

  constructor(readonly dispose: () => unknown) {}
}

export class MarkdownString {
  constructor(public value = '') {}

  appendText(text: string): this {
    this.value += text;
    return this;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  static readonly File = new ThemeIcon('file');

  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

export class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void) => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };

  fire(value: T): void {
    for (const listener of this.listeners) listener(value);
  }
}

export class TreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState: number,
  ) {}
}

export const DiagnosticSeverity = { 0: 'Error', 1: 'Warning', 2: 'Information', 3: 'Hint' } as const;
export const StatusBarAlignment = { Left: 1, Right: 2 } as const;
export const ViewColumn = { Beside: -2, One: 1, Two: 2 } as const;
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;
export const OverviewRulerLane = { Center: 2 } as const;
export const TextEditorRevealType = { InCenter: 1 } as const;
export const ProgressLocation = { Window: 10, Notification: 15 } as const;

/** What a test puts in, and what it looks at. */
export const state = fresh();

/** As it is in an editor that has just started, with nothing open. */
export function reset(): void {
  Object.assign(state, fresh());
}

function fresh() {
  return {
    registered: new Map<string, (...args: unknown[]) => unknown>(),
    /** Commands of the editor itself that were run, with their arguments. */
    ran: [] as unknown[][],
    /** Sentences, each with its buttons. */
    messages: [] as string[][],
    /** The button that the user presses. */
    press: undefined as string | undefined,
    statusBar: [] as string[],
    items: [] as StatusBarItem[],
    shown: [] as { uri: URI; options: unknown }[],
    opened: [] as { language: string; content: string }[],
    clipboard: '',
    diagnostics: [] as unknown[],
    output: '',
    missing: [] as string[],
    files: new Map<string, string>(),
    folders: undefined as { uri: URI }[] | undefined,
    picks: [] as unknown[],
    views: [] as { id: string; options: unknown; description: string; message: string }[],
    serializers: [] as unknown[],
    panels: [] as WebviewPanel[],
    decorations: [] as { uri: URI; type: unknown; ranges: unknown[] }[],
    /** What the user types when asked for words. */
    typed: undefined as string | undefined,
  };
}

export interface StatusBarItem {
  text: string;
  tooltip: { readonly value: string } | undefined;
  isShown: boolean;
}

/** A panel with a page that says nothing by itself. */
export class WebviewPanel {
  title = '';
  readonly sent: unknown[] = [];
  private readonly messages = new EventEmitter<unknown>();
  private readonly ends = new EventEmitter<void>();
  readonly onDidDispose = this.ends.event;
  readonly webview = {
    html: '',
    options: {} as { localResourceRoots?: readonly URI[] },
    cspSource: 'vscode-resource:',
    asWebviewUri: (uri: URI) => uri.with({ scheme: 'vscode-resource' }),
    onDidReceiveMessage: this.messages.event,
    postMessage: async (message: unknown) => void this.sent.push(message),
  };

  constructor() {
    state.panels.push(this);
  }

  /** What its page says. */
  say(message: unknown): void {
    this.messages.fire(message);
  }

  reveal(): void {}

  dispose(): void {
    this.ends.fire();
  }
}

const message = async (sentence: string, ...buttons: string[]) => {
  state.messages.push([sentence, ...buttons]);
  return buttons.find((button) => button === state.press);
};

const nothing = () => new Disposable(() => {});

export const window = {
  activeTextEditor: undefined as unknown,
  showErrorMessage: message,
  showInformationMessage: message,
  setStatusBarMessage: (text: string) => void state.statusBar.push(text),
  createOutputChannel: () => ({ show() {}, dispose() {}, replace: (text: string) => void (state.output = text) }),
  onDidChangeActiveTextEditor: nothing,
  onDidChangeVisibleTextEditors: nothing,
  visibleTextEditors: [] as unknown[],
  createTextEditorDecorationType: (options: unknown) => ({ options, dispose() {} }),
  registerWebviewPanelSerializer(_: string, serializer: unknown) {
    state.serializers.push(serializer);
    return new Disposable(() => {});
  },
  createWebviewPanel: () => new WebviewPanel(),
  createTreeView: (id: string, options: unknown) => {
    const view = { id, options, description: '', message: '', dispose() {} };
    state.views.push(view);
    return view;
  },
  showInputBox: async () => state.typed,
  createStatusBarItem() {
    const item = { text: '', tooltip: undefined, isShown: false, show: () => {}, hide: () => {}, dispose: () => {} };
    item.show = () => void Object.assign(item, { isShown: true });
    item.hide = () => void Object.assign(item, { isShown: false });
    state.items.push(item);
    return item;
  },
  async showTextDocument(uri: URI, options: unknown) {
    state.shown.push({ uri, options });
    const editor = {
      document: { uri, version: 1 },
      viewColumn: (options as { viewColumn?: number }).viewColumn,
      selection: undefined,
      revealRange() {},
      setDecorations: (type: unknown, ranges: unknown[]) => void state.decorations.push({ uri, type, ranges }),
    };
    window.visibleTextEditors.push(editor);
    return editor;
  },
  async showQuickPick(items: unknown[]) {
    state.picks = items;
    return items.at(-1);
  },
  withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
    work({}, { onCancellationRequested: nothing }),
};

export const commands = {
  registerCommand(name: string, work: (...args: unknown[]) => unknown) {
    state.registered.set(name, work);
    return new Disposable(() => state.registered.delete(name));
  },
  async executeCommand(name: string, ...args: unknown[]) {
    const own = state.registered.get(name);
    if (own) return own(...args);
    state.ran.push([name, ...args]);
    return undefined;
  },
};

export const workspace = {
  get workspaceFolders() {
    return state.folders;
  },
  onDidChangeWorkspaceFolders: nothing,
  fs: {
    async stat(uri: URI) {
      if (state.missing.includes(uri.path)) throw new Error(`${uri.path} is not there`);
    },
  },
  asRelativePath: (uri: URI) => uri.path.replace(/^\/tree\//, ''),
  async openTextDocument(what: URI | { language: string; content: string }) {
    if (!(what instanceof URI)) {
      state.opened.push(what);
      return { uri: URI.parse('untitled:Untitled-1') };
    }
    const lines = state.files.get(what.path)?.split('\n');
    if (!lines) throw new Error(`${what.path} is not there`);
    return { lineAt: (line: number) => ({ text: lines[line] }) };
  },
};

export const languages = {
  getDiagnostics: () => state.diagnostics,
  match: () => 10,
};

export const env = {
  appName: 'Test',
  remoteName: undefined,
  clipboard: { writeText: async (text: string) => void (state.clipboard = text) },
};

export const version = '1.91.0';
