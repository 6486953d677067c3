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
import { type Folder, folderAround, foldersOf, readFolder, realPath, rootAbove } from './folders.ts';
import type { Conversation, Phase } from './handle.ts';
import type { Log } from './log.ts';
import { type Extractor, OpenProject } from './project.ts';
import { Settings } from './settings.ts';
import { pathOfUri } from './uris.ts';

/** A file that a URI means, and the project that it is in. */
export interface Found {
  readonly project: OpenProject;
  readonly file: string;
}

export type ProgressListener = (project: OpenProject, phase: string, done: number, total: number) => void;

export class Session implements Conversation {
  phase: Phase = 'new';
  client!: Client;
  readonly documents = new Documents();
  readonly settings: Settings;
  private given: readonly string[] = [];
  private folders: readonly Folder[] = [];
  /** By root; '' is the one of documents that belong to none. */
  private readonly byRoot = new Map<string, OpenProject>();
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
    private readonly loadExtractor: () => Promise<Extractor>,
  ) {
    this.settings = new Settings(connection, log);
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
    this.extractor = await this.loadExtractor();
    await this.update();
    this.markReady();
  }

  /** Asks for the settings again, and sees to it that the projects are those of the folders, configured as they say. */
  async update(): Promise<void> {
    const folders = this.readFolders();
    const scopes = [undefined, ...folders.map(({ uri }) => uri)];
    const asked = this.client.hasConfiguration ? await this.settings.ask(scopes) : [];
    const [common = this.settings.current(), ...own] = asked;
    this.editorSettings = common;
    this.folders = folders;
    for (const [i, { root, rootUri }] of folders.entries()) this.projectAt(root, rootUri, own[i] ?? common);
    for (const document of this.documents.all()) this.attach(document);
    await this.closeUnused();
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

  projects(): OpenProject[] {
    return [...this.byRoot.values()];
  }

  /** The projects of folders, with the folders' own spelling of their roots. */
  roots(): { readonly project: OpenProject; readonly uri: string }[] {
    const uris = new Map(this.folders.map(({ root, rootUri }) => [root, rootUri]));
    return [...uris].map(([root, uri]) => ({ project: this.byRoot.get(root)!, uri }));
  }

  /** Whether the user works in a folder that a file of a project lies in. */
  isInFolders({ project, file }: Found): boolean {
    return folderAround(this.folders, project.pathOf(file), this.host) !== undefined;
  }

  find(uri: string): Found | undefined {
    const path = pathOfUri(uri);
    const real = path === undefined ? undefined : realPath(this.folders, path, this.host);
    return real === undefined ? undefined : this.findPath(real);
  }

  /** Every project that may want to know of a change on the disk, with the name of the file or folder there. */
  findAll(uri: string): Found[] {
    const path = pathOfUri(uri);
    if (path === undefined) return [];
    const real = realPath(this.folders, path, this.host);
    return this.projects().flatMap((project) => {
      const file = project.root === undefined ? undefined : project.fileOf(real);
      return file === undefined ? [] : [{ project, file }];
    });
  }

  /** Hands the text of a document to its project. Undefined when it is nothing that we know of. */
  attach(document: OpenDocument): Found | undefined {
    if (!this.extractor || !this.editorSettings) return undefined;
    if (!isSource(document)) return this.attachConfig(document);
    const path = pathOfUri(document.uri);
    if (path === undefined) return undefined;
    const real = realPath(this.folders, path, this.host);
    const root = folderAround(this.folders, real, this.host)?.root ?? rootAbove(real, this.host);
    const project = this.projectAt(root, undefined, this.byRoot.get(root ?? '')?.settings ?? this.editorSettings);
    const file = project.fileOf(real);
    if (file === undefined) return undefined;
    for (const other of this.projects()) if (other !== project) detach(other, document.uri);
    project.setDocument(file, document);
    return { project, file };
  }

  /** The disk's text counts again. */
  async release(uri: string): Promise<void> {
    for (const project of this.projects()) detach(project, uri);
    await this.closeUnused();
  }

  async close(): Promise<void> {
    this.phase = 'shut down';
    this.shutdowns.fire();
    this.markReady();
    await Promise.all(this.projects().map((project) => project.close()));
  }

  private attachConfig(document: OpenDocument): Found | undefined {
    const found = this.find(document.uri);
    if (found?.file !== PROJECT_FILE) return undefined;
    found.project.setDocument(found.file, document);
    return found;
  }

  private findPath(path: string): Found | undefined {
    const around = folderAround(this.folders, path, this.host);
    const known = this.projects().filter((project) => project.fileOf(path) !== undefined);
    // The innermost project comes last: the one without a root has a name for everything.
    const open = known.find((project) => project.openFiles().has(project.fileOf(path)!));
    const own = around && this.byRoot.get(around.root);
    const project = open ?? own ?? known.find(({ root }) => root !== undefined);
    return project && { project, file: project.fileOf(path)! };
  }

  private readFolders(): Folder[] {
    return this.given.flatMap((uri) => {
      const folder = readFolder(uri, this.host);
      if (typeof folder !== 'string') return [folder];
      this.log.warn(folder);
      return [];
    });
  }

  private projectAt(root: string | undefined, uri: string | undefined, settings: EditorSettings): OpenProject {
    const known = this.byRoot.get(root ?? '');
    if (known) {
      known.configure(settings);
      return known;
    }
    const project = new OpenProject({
      host: this.host,
      extractor: this.extractor!,
      log: this.log,
      root,
      uri,
      settings,
      onProgress: (...progress) => this.onProgress(...progress),
      onChange: (changed) => this.changes.fire(changed),
    });
    this.byRoot.set(root ?? '', project);
    this.changes.fire(project);
    return project;
  }

  /** A project that is no folder's lives as long as one of its documents is open. */
  private async closeUnused(): Promise<void> {
    const used = new Set(this.folders.map(({ root }) => root));
    for (const [root, project] of [...this.byRoot]) {
      if (used.has(root) || project.openFiles().size > 0) continue;
      this.byRoot.delete(root);
      this.ends.fire(project);
      await project.close();
    }
  }
}

function detach(project: OpenProject, uri: string): void {
  for (const [file, document] of project.openFiles()) if (document.uri === uri) project.dropDocument(file);
}

/** Whether facts are to be read from a document: editors send us whatever they think we may want. */
function isSource({ uri, languageId }: OpenDocument): boolean {
  return (/\.[chS]$/.test(uri) || /^(c|cpp|objective-c)$/.test(languageId)) && !uri.endsWith(PROJECT_FILE);
}
