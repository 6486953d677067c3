/** `graph`: the pairs of a folder, a file or an object as a picture. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileGraph, objectGraph, objectsCalled, type PairGraph } from '../../features/graph.ts';
import type { View } from '../../features/view.ts';
import { identityOf } from '../../model/objects.ts';
import { list } from '../../rules/describe.ts';
import { Failure } from '../failure.ts';
import { type GraphFormatEntry, graphFormats } from '../formats/graph-formats.ts';
import type { Io } from '../io.ts';
import { type TreeOptions, withTreeOptions } from '../options.ts';
import type { AddCommand } from '../program.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';

export const graphCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('graph')
    .description('Draw the pairs of a folder, a file or an object.')
    .argument('[subject]', 'kernel/printk, kernel/resource.c, or an object: iomem_inode, prb_desc::state_var', '.');
  withTreeOptions(command, [...graphFormats.keys()]).action(async (subject: string, options: TreeOptions) => {
    const isPath = subject !== '' && existsSync(resolve(io.cwd, subject));
    await withWorkspace(io, [isPath ? subject : '.'], options, (workspace) => {
      const found = isPath ? ofPath(workspace, subject) : ofObject(workspace, subject);
      draw(io, found.title, found.graph, options.format);
    });
    finish(0);
  });
};

interface Found {
  readonly title: string;
  readonly graph: PairGraph;
}

function ofPath(workspace: Workspace, path: string): Found {
  const graph = fileGraph(viewOf(workspace), workspace.selectedFiles());
  if (graph.functions.length === 0) throw new Failure(`there are no pairs in ${path}`);
  const file = workspace.fileAt(path);
  return { title: file === '' ? workspace.project.root.replace(/^.*[/\\]/, '') : file, graph };
}

function ofObject(workspace: Workspace, name: string): Found {
  const keys = objectsCalled(workspace.snapshot, name.replace(/^&/, ''));
  const [key, ...others] = keys;
  if (key === undefined)
    throw new Failure(`there is no file ${name}, and no object of that name is accessed with a primitive`);
  if (others.length > 0) {
    throw new Failure(`${keys.length} objects are called ${name}: ${list(keys, 5)}; name one of them`);
  }
  return { title: identityOf(key), graph: objectGraph(viewOf(workspace), key) };
}

function viewOf(workspace: Workspace): View {
  const { snapshot, pairs } = workspace;
  return { snapshot, pairs, source: (facts) => workspace.sourceOf(facts) };
}

function draw(io: Io, title: string, graph: PairGraph, format: string): void {
  const { print, most } = graphFormats.get(format) as GraphFormatEntry;
  const count = graph.functions.length;
  if (count > most) {
    throw new Failure(
      `${title} has pairs between ${count.toLocaleString('en-US')} functions; --format ${format} draws ${most} at most. ` +
        'Give a smaller folder, a file or an object, or --format dot',
    );
  }
  io.out.write(print({ title, graph }));
}
