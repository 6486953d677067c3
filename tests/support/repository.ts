/** A git repository in a folder of its own, for tests that change files, stage and commit them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith } from './cli.ts';

export class Repository {
  readonly folder: string;

  /** With these files committed. */
  constructor(files: Readonly<Record<string, string>> = {}) {
    this.folder = folderWith({});
    this.git('init', '--quiet', '--initial-branch=main');
    if (Object.keys(files).length > 0) this.commit(files);
  }

  git(...args: readonly string[]): string {
    const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  /** Writes files; null deletes one. */
  write(files: Readonly<Record<string, string | Buffer | null>>): void {
    for (const [file, text] of Object.entries(files)) {
      const path = join(this.folder, file);
      if (text === null) rmSync(path, { recursive: true });
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
  }

  stage(files: Readonly<Record<string, string | Buffer | null>>): void {
    this.write(files);
    this.git('add', '--all', '--', ...Object.keys(files));
  }

  commit(files: Readonly<Record<string, string | Buffer | null>>): void {
    this.stage(files);
    this.git('commit', '--quiet', '--allow-empty', '--message=change');
  }
}
