/** `sites` for people: file by file, one aligned line a site: line, primitive, kind, object, function. */
import type { Paint } from '../paint.ts';
import type { SiteRecord } from '../records.ts';
import type { Workspace } from '../workspace.ts';

export function sitesText(workspace: Workspace, paint: Paint, records: readonly SiteRecord[]): string {
  const blocks: string[] = [];
  for (let start = 0; start < records.length; ) {
    const file = records[start]!.file;
    let end = start;
    while (end < records.length && records[end]!.file === file) end++;
    blocks.push(fileText(workspace, paint, file, records.slice(start, end)));
    start = end;
  }
  return blocks.join('');
}

function fileText(workspace: Workspace, paint: Paint, file: string, records: readonly SiteRecord[]): string {
  const wide = (of: (record: SiteRecord) => string) => Math.max(...records.map((record) => of(record).length));
  const primitive = wide((record) => record.primitive);
  const kind = wide((record) => record.kind);
  const object = wide((record) => record.object ?? '-');
  const lines = records.map((record) => {
    const cells = [
      String(record.line).padStart(6),
      paint.cyan(record.primitive.padEnd(primitive)),
      paint.dim(record.kind.padEnd(kind)),
      (record.object ?? '-').padEnd(object),
      record.function === '' ? '' : `${record.function}()`,
    ];
    return cells.join('  ').trimEnd();
  });
  return `${paint.bold(workspace.display(file))}\n${lines.join('\n')}\n\n`;
}
