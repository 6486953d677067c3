/**
 * What a conversation with a client is about: the only state that changes. Everything else is handed values from here.
 */
import {
  type Connection,
  Emitter,
  type InitializeParams,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver/node';
import { type EditorSettings, PROJECT_FILE } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { type Client, readClient } from './client.ts';
import { Documents, type OpenDocument } from './documents.ts';
import { type Folder, foldersOf, readFolder, realPath } from './folders.ts';
import type { Conversation, Phase } from './handle.ts';
import { isLitmus, LitmusFiles } from './litmus-files.ts';
import type { Judge } from './litmus-thread.ts';
import type { Log } from './log.ts';
import type { Extractor, OpenProject } from './project.ts';
import { type Found, Projects } from './projects.ts';
import { Settings } from './settings.ts';
import { pathOfUri } from './uris.ts';

export type ProgressListener = (project: OpenProject, phase: string, done: number, total: number) => void;

export class Session implements Conversation {
  phase: Phase = 'new';
  client!: Client;
  readonly documents = new Documents();
  readonly settings: Settings;
  readonly projects: Projects;
  readonly litmus: LitmusFiles;
  /** URIs, and what became of them. */
  private given: readonly string[] = [];
  private folders: readonly Folder[] = [];
  private readonly refused = new Set<string>();
  private editorSettings: EditorSettings | undefined;
  private extractor: Extractor | undefined;
  private markReady!: () => void;
  private readonly changes = new Emitter<OpenProject>();
  private readonly shutdowns = new Emitter<void>();
  private readonly ends = new Emitter<OpenProject>();
  readonly ready = new Promise<void>((resolve) => {
    this.markReady = resolve;
  });
  /** Something about a project is another: its facts, its completeness or its configuration. */
  readonly onChange = this.changes.event;
  readonly onShutdown = this.shutdowns.event;
  /** A project is closed. */
  readonly onEnd = this.ends.event;
  onProgress: ProgressListener = () => {};

  constructor(
    connection: Connection,
    readonly host: Host,
    readonly log: Log,
    private readonly tools: { readonly loadExtractor: () => Promise<Extractor>; readonly judge: Judge },
  ) {
    this.settings = new Settings(connection, log);
    this.litmus = new LitmusFiles(tools.judge);
    const listeners = {
      log,
      onChange: (project: OpenProject) => this.changes.fire(project),
      onProgress: (...progress: Parameters<ProgressListener>) => this.onProgress(...progress),
    };
    const extractor = () => this.extractor!;
    this.projects = new Projects(host, listeners, extractor, (project) => this.ends.fire(project));
  }

  initialize(params: InitializeParams): void {
    this.client = readClient(params);
    this.documents.encoding = this.client.encoding;
    this.settings.give(params.initializationOptions, true);
    this.given = foldersOf(params);
    this.phase = 'running';
  }

  /** Opens the projects. Only now is anything read. */
  async start(): Promise<void> {
    try {
      this.extractor = await this.tools.loadExtractor();
      await this.update();
    } finally {
      this.markReady();
    }
  }

  /** Asks for the settings again, and sees to it that the projects are those of the folders, configured as they say. */
  async update(): Promise<void> {
    if (!this.extractor) return;
    const folders = this.readFolders();
    const scopes = [undefined, ...folders.map(({ uri }) => uri)];
    const asked = this.client.hasConfiguration ? await this.settings.ask(scopes) : [];
    const [common = this.settings.current(), ...own] = asked;
    this.editorSettings = common;
    this.folders = folders;
    this.projects.setFolders(
      folders,
      folders.map((_, i) => own[i] ?? common),
      common,
    );
    for (const document of this.documents.all()) this.attach(document);
    await this.projects.closeUnused();
  }

  /** Takes effect with the next update. */
  changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => uri));
    const kept = this.given.filter((uri) => !gone.has(uri));
    this.given = [...new Set([...kept, ...added.map(({ uri }) => uri)])];
  }

  /** Of the window as a whole. */
  get currentSettings(): EditorSettings {
    return this.editorSettings ?? this.settings.current();
  }

  find(uri: string): Found | undefined {
    const path = this.pathOf(uri);
    return path === undefined ? undefined : this.projects.find(path);
  }

  /** Every project that may want to know of a change on the disk, with the name of the file or folder there. */
  findAll(uri: string): Found[] {
    const path = this.pathOf(uri);
    return path === undefined ? [] : this.projects.findAll(path);
  }

  /** Hands the text of a document to its project, or to the litmus tests. Nothing happens to those that we know nothing of. */
  attach(document: OpenDocument): void {
    if (isLitmus(document)) {
      for (const project of this.projects.all()) detach(project, document.uri);
      this.litmus.set(document);
      return;
    }
    this.litmus.drop(document.uri);
    const path = this.pathOf(document.uri);
    if (path === undefined || !this.editorSettings) return;
    const found = isSource(document) ? this.sourceAt(path, this.editorSettings) : this.projects.find(path);
    if (!found || (!isSource(document) && found.file !== PROJECT_FILE)) return;
    for (const other of this.projects.all()) if (other !== found.project) detach(other, document.uri);
    found.project.setDocument(found.file, document);
  }

  /** The disk's text counts again. */
  async release(uri: string): Promise<void> {
    this.litmus.drop(uri);
    for (const project of this.projects.all()) detach(project, uri);
    await this.projects.closeUnused();
  }

  async close(): Promise<void> {
    this.phase = 'shut down';
    this.shutdowns.fire();
    this.markReady();
    await Promise.all([this.projects.close(), this.litmus.close()]);
  }

  private sourceAt(path: string, settings: EditorSettings): Found | undefined {
    const project = this.projects.ofDocument(path, settings);
    const file = project.fileOf(path);
    return file === undefined ? undefined : { project, file };
  }

  private pathOf(uri: string): string | undefined {
    const path = pathOfUri(uri);
    return path === undefined ? undefined : realPath(this.folders, path, this.host);
  }

  private readFolders(): Folder[] {
    return this.given.flatMap((uri) => {
      const folder = readFolder(uri, this.host);
      if (typeof folder !== 'string') return [folder];
      if (!this.refused.has(folder)) this.log.warn(folder);
      this.refused.add(folder);
      return [];
    });
  }
}

function detach(project: OpenProject, uri: string): void {
  for (const [file, document] of project.openFiles()) if (document.uri === uri) project.dropDocument(file);
}

/** Whether facts are to be read from a document: editors send us whatever they think we may want. */
function isSource({ uri, languageId }: OpenDocument): boolean {
  return (/\.[chS]$/.test(uri) || /^(c|cpp|objective-c)$/.test(languageId)) && !uri.endsWith(PROJECT_FILE);
}
