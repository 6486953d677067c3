/** The projects that are open: those of the user's folders, and those of documents that lie elsewhere. */
import type { EditorSettings } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { type Folder, folderAround, rootAbove } from './folders.ts';
import { OpenProject, type ProjectOptions } from './project.ts';

/** A file, or a folder, and the project that it is in. */
export interface Found {
  readonly project: OpenProject;
  /** As facts name it. */
  readonly file: string;
}

export class Projects {
  /** By root; '' is the one of documents that belong to none. */
  private readonly byRoot = new Map<string, OpenProject>();
  private folders: readonly Folder[] = [];

  constructor(
    private readonly host: Host,
    private readonly options: Pick<ProjectOptions, 'log' | 'onChange' | 'onProgress'>,
    private readonly extractor: () => ProjectOptions['extractor'],
    private readonly onEnd: (project: OpenProject) => void,
  ) {}

  all(): OpenProject[] {
    return [...this.byRoot.values()];
  }

  /** The projects of folders, with the client's own spelling of their roots. */
  roots(): { readonly project: OpenProject; readonly uri: string }[] {
    const uris = new Map(this.folders.map(({ root, rootUri }) => [root, rootUri]));
    return [...uris].map(([root, uri]) => ({ project: this.byRoot.get(root)!, uri }));
  }

  /** These are the folders from now on, each with the settings of its project; `common` are those of all others. */
  setFolders(folders: readonly Folder[], settings: readonly EditorSettings[], common: EditorSettings): void {
    this.folders = folders;
    const own = new Set(folders.map(({ root }) => root));
    for (const project of this.all()) if (!own.has(project.root ?? '')) project.configure(common);
    for (const [i, { root, rootUri }] of folders.entries()) this.at(root, rootUri, settings[i]!);
  }

  isInFolders({ project, file }: Found): boolean {
    return folderAround(this.folders, project.pathOf(file), this.host) !== undefined;
  }

  /** The project of a document, which is opened for it if need be. */
  ofDocument(path: string, settings: EditorSettings): OpenProject {
    const root = folderAround(this.folders, path, this.host)?.root ?? rootAbove(path, this.host);
    return this.byRoot.get(root ?? '') ?? this.at(root, undefined, settings);
  }

  /** Where a document is open, else where it would be. */
  find(path: string): Found | undefined {
    const known = this.all().flatMap((project): Found[] => {
      const file = project.fileOf(path);
      return file === undefined ? [] : [{ project, file }];
    });
    const around = folderAround(this.folders, path, this.host);
    return (
      known.find(({ project, file }) => project.documentOf(file) !== undefined) ??
      known.find(({ project }) => project.root !== undefined && project.root === around?.root) ??
      known.find(({ project }) => project.root !== undefined)
    );
  }

  /** In every project that the path lies in. */
  findAll(path: string): Found[] {
    return this.all().flatMap((project) => {
      const file = project.root === undefined ? undefined : project.fileOf(path);
      return file === undefined ? [] : [{ project, file }];
    });
  }

  /** A project that is no folder's lives as long as one of its documents is open. */
  async closeUnused(): Promise<void> {
    const used = new Set(this.folders.map(({ root }) => root));
    for (const [root, project] of [...this.byRoot]) {
      if (used.has(root) || project.openFiles().size > 0) continue;
      this.byRoot.delete(root);
      this.onEnd(project);
      await project.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((project) => project.close()));
  }

  private at(root: string | undefined, uri: string | undefined, settings: EditorSettings): OpenProject {
    const known = this.byRoot.get(root ?? '');
    if (known) {
      known.configure(settings);
      return known;
    }
    const { host, options } = this;
    const project = new OpenProject({ ...options, host, extractor: this.extractor(), root, uri, settings });
    this.byRoot.set(root ?? '', project);
    options.onChange(project);
    return project;
  }
}
