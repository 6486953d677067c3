/** A code-server of its own for a test: its port, folders and processes are gone when it has been stopped. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { installed } from './installed.ts';

export interface CodeServer {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** Where it has its data, its logs, and the server's cache. */
  readonly home: string;
  /** What has been logged so far, in files with this in their paths. */
  log(path?: string): string;
  /** Of those that it has started, itself included, all that have this in their command line. */
  processes(command: string): Process[];
  stop(): void;
}

export interface Process {
  readonly pid: number;
  /** The most memory that it has had at once, in megabytes. */
  readonly peak: number;
  /** Seconds of processor time. */
  readonly seconds: number;
}

export interface Start {
  /** Packaged extensions to install. */
  readonly vsix: readonly string[];
  /** Folders with an unpacked extension. */
  readonly unpacked?: readonly string[];
  /** Settings in addition to those of `QUIET`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Read-only folders are read-only for it, even where the tests are run by root. */
  readonly isOrdinaryUser?: boolean;
}

/** Resolves when it listens. */
export async function startCodeServer({
  vsix,
  unpacked = [],
  settings = {},
  env: more = {},
  isOrdinaryUser,
}: Start): Promise<CodeServer> {
  const home = mkdtempSync(join(tmpdir(), 'barrier-ls-vscode-'));
  const data = join(home, 'data');
  const extensions = join(home, 'extensions');
  for (const folder of [join(data, 'User'), extensions]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify({ ...QUIET, ...settings }));
  const env = { ...environment(home), ...more };
  const folders = ['--user-data-dir', data, '--extensions-dir', extensions];
  for (const folder of unpacked) symlinkSync(folder, join(extensions, folder.split('/').at(-1)!));
  for (const file of vsix)
    execFileSync(installed.node, [installed.codeServer, ...folders, '--install-extension', file], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const flags = ['--auth', 'none', '--bind-addr', '127.0.0.1:0', ...OFFLINE, ...SHORT];
  const command = [...(isOrdinaryUser && process.getuid?.() === 0 ? WITHOUT_POWERS : []), installed.node];
  const child = spawn(command[0]!, [...command.slice(1), installed.codeServer, ...folders, ...flags], {
    env,
    // The leader of a group, so that what it starts can be ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => {
    process.off('exit', stop);
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', stop);
  try {
    return {
      url: await address(child),
      home,
      log: (path) => logs(join(data, 'logs'), path),
      processes: (command) => group(child.pid!, command),
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Nothing that moves, asks, or looks for the network. */
const QUIET = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.tabSize': 8,
  'git.enabled': false,
  'window.restoreWindows': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** Root's right to read and write whatever there is. */
const WITHOUT_POWERS = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'];

const OFFLINE = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];

/** The extensions of a window that is closed end soon after it. */
const SHORT = ['--reconnection-grace-time', '2'];

const LONGEST = 60_000;

/** Without any setting, log or cache of the one who runs it. */
function environment(home: string): Record<string, string> {
  return {
    PATH: dirname(installed.node) + delimiter + process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
    XDG_CACHE_HOME: join(home, 'cache'),
    BARRIER_LS_CACHE_DIR: join(home, 'facts'),
    LC_ALL: 'C.UTF-8',
  };
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`code-server ${why}:\n${said}`));
    const late = setTimeout(() => fail('does not listen'), LONGEST);
    const listen = (text: string) => {
      said += text;
      const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    };
    child.stdout!.setEncoding('utf8').on('data', listen);
    child.stderr!.setEncoding('utf8').on('data', listen);
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
}

function logs(folder: string, part = ''): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.log') && path.includes(part))
    .map((path) => `== ${path}\n${readFileSync(join(folder, path), 'utf8')}`)
    .join('\n');
}

function group(leader: number, command: string): Process[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
      // What follows the name, which may have blanks in it: state, parent, group; then times, in hundredths.
      const fields = read('stat').split(') ').at(-1)!.split(' ');
      if (Number(fields[2]) !== leader || !read('cmdline').includes(command)) return [];
      const peak = Number(/^VmHWM:\s+(\d+)/m.exec(read('status'))?.[1] ?? 0) / 1024;
      return [{ pid: Number(pid), peak, seconds: (Number(fields[11]) + Number(fields[12])) / 100 }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
