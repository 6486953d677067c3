/**
 * One project as it is served: what is configured for it, the documents that are open in it, and a live index that is
 * begun anew whenever the configuration says that other files count.
 */
import { type EffectiveConfig, effectiveConfig } from '../config/effective.ts';
import { type ProjectFile, readProjectFile } from '../config/project-file.ts';
import { type EditorSettings, PROJECT_FILE } from '../config/schema.ts';
import type { View } from '../features/view.ts';
import type { Host } from '../host/host.ts';
import { type LiveOptions, type LiveProject, openLive } from '../project/live.ts';
import type { Progress } from '../project/progress.ts';
import { rules } from '../rules/index.ts';
import { rulePageAddress } from '../rules/page.ts';
import type { OpenDocument } from './documents.ts';
import type { Log } from './log.ts';
import { uriInFolder, uriOfPath } from './uris.ts';
import { Views } from './view.ts';

/** What reads facts out of a text. */
export type Extractor = LiveOptions['extractor'];

export interface ProjectOptions {
  readonly host: Host;
  readonly extractor: Extractor;
  readonly log: Log;
  /** Absolute; undefined for the documents that belong to no project. */
  readonly root: string | undefined;
  /** The root as the client spells it. */
  readonly uri: string | undefined;
  readonly settings: EditorSettings;
  readonly onProgress: (project: OpenProject, ...progress: Parameters<Progress>) => void;
  readonly onChange: (project: OpenProject) => void;
}

export const RULE_CODES: readonly string[] = rules.map(({ meta }) => meta.code);

export class OpenProject {
  readonly root: string | undefined;
  settings: EditorSettings;
  config: EffectiveConfig;
  /** What its file says on the disk. What is being typed into it does not count until it is saved. */
  projectFile: ProjectFile;
  /** The client tells of changes on the disk. */
  isWatched = false;
  isCancelled = false;
  private live: LiveProject;
  private views: Views;
  private readonly documents = new Map<string, OpenDocument>();

  constructor(private readonly options: ProjectOptions) {
    this.root = options.root;
    this.settings = options.settings;
    this.projectFile = this.readFile();
    this.config = effectiveConfig(this.projectFile.config, this.settings);
    this.live = this.openLive();
    this.views = new Views(this.live);
  }

  get isComplete(): boolean {
    return this.live.isComplete;
  }

  get stats(): LiveProject['stats'] {
    return this.live.stats;
  }

  view(): View {
    return this.views.current();
  }

  /** How facts name the file with this absolute path; undefined when it lies outside. */
  fileOf(path: string): string | undefined {
    return this.live.fileOf(path);
  }

  pathOf(file: string): string {
    return this.live.pathOf(file);
  }

  /** As the client spells it, which for an open document is its own word. */
  uriOf(file: string): string {
    const { uri } = this.options;
    return this.documents.get(file)?.uri ?? (uri === undefined ? uriOfPath(this.pathOf(file)) : uriInFolder(uri, file));
  }

  /** Where the page of a rule is: at the project's address, or in what was installed. */
  rulePage(code: string): string | undefined {
    const { documentation } = this.options.host;
    return rulePageAddress(code) ?? (documentation && `${documentation}rules/${code}.md`);
  }

  documentOf(file: string): OpenDocument | undefined {
    return this.documents.get(file);
  }

  /** The open documents, by the names of their files. */
  openFiles(): ReadonlyMap<string, OpenDocument> {
    return this.documents;
  }

  /** A document is open with this text. */
  setDocument(file: string, document: OpenDocument): void {
    this.documents.set(file, document);
    if (file === PROJECT_FILE) this.options.onChange(this);
    else this.live.setText(file, document.text);
  }

  dropDocument(file: string): void {
    this.documents.delete(file);
    if (file === PROJECT_FILE) this.options.onChange(this);
    else this.live.dropText(file);
  }

  /** The text of its file of configuration, as it is being written. */
  configText(): string {
    return this.documents.get(PROJECT_FILE)?.text ?? this.savedConfigText();
  }

  /** Files that may have changed on the disk; undefined: any may have. */
  refresh(files?: readonly string[]): void {
    if (this.isCancelled) return;
    if (!files || files.includes(PROJECT_FILE)) this.configure();
    this.live.refresh(files);
  }

  /** Looks for changes that nobody tells of. */
  poll(): void {
    if (this.isCancelled || this.isWatched) return;
    this.configure();
    this.live.poll();
  }

  /** Reads what is configured again. Tells of a change in any case: what is shown may depend on it. */
  configure(settings: EditorSettings = this.settings): void {
    const before = JSON.stringify([this.settings, this.projectFile]);
    this.settings = settings;
    this.projectFile = this.readFile();
    if (JSON.stringify([settings, this.projectFile]) === before) return;
    const last = this.config;
    this.config = effectiveConfig(this.projectFile.config, settings);
    if (filesOf(last) !== filesOf(this.config)) this.restart();
    this.options.onChange(this);
  }

  /** Reads no more of the tree, because the user said so. */
  cancel(): void {
    this.isCancelled = true;
    this.live.stop();
    this.options.onChange(this);
  }

  settled(): Promise<void> {
    return this.live.settled();
  }

  async close(): Promise<void> {
    await this.live.close();
  }

  private restart(): void {
    this.isCancelled = false;
    const { log } = this.options;
    this.live.close().catch((error) => log.error(`closing ${this.root}: ${error}`));
    this.live = this.openLive();
    this.views = new Views(this.live);
    for (const [file, { text }] of this.documents) if (file !== PROJECT_FILE) this.live.setText(file, text);
  }

  private openLive(): LiveProject {
    const { host, extractor, log, root, onProgress, onChange } = this.options;
    const { threads } = this.settings.index;
    const live: LiveProject = openLive({
      host,
      extractor,
      root,
      ...(threads === null ? {} : { threads }),
      assumeDefined: this.config.assumeDefined,
      exclude: this.config.exclude,
      // One that was given up may still have something to say.
      onProgress: (...progress) => (this.live ?? live) === live && onProgress(this, ...progress),
      onChange: () => this.live === live && onChange(this),
      log: (message) => log.warn(message),
    });
    return live;
  }

  private readFile(): ProjectFile {
    return readProjectFile(this.savedConfigText(), RULE_CODES);
  }

  private savedConfigText(): string {
    if (this.root === undefined) return '';
    return this.options.host.files.text(`${this.root}/${PROJECT_FILE}`) ?? '';
  }
}

/** What decides on the files that count, as one word. */
function filesOf({ assumeDefined, exclude }: EffectiveConfig): string {
  return JSON.stringify([assumeDefined, exclude]);
}
