/**
 * picture.mjs SCREEN COLUMNS ROWS X Y: what `tmux capture-pane -e` wrote, as an SVG on stdout, word by word, with the
 * cursor in column X of row Y.
 */
import { readFileSync } from 'node:fs';

const [screen, columns, rows, cursorX, cursorY] = process.argv.slice(2);
/** The advance of DejaVu Sans Mono at 14 pixels. */
const WIDTH = (14 * 1233) / 2048;
const HEIGHT = 18;
const BASE = 13.5;
const MARGIN = 12;
const BAR = 30;
const FOREGROUND = '#e0e2ea';
const BACKGROUND = '#14161b';
/** The first sixteen colours; Neovim names the others itself. */
const NAMED = [
  ...['#07080d', '#ffc0b9', '#b3f6c0', '#fce094', '#a6dbff', '#ffcaff', '#8cf8f7', '#eef1f8'],
  ...['#4f5258', '#ffc0b9', '#b3f6c0', '#fce094', '#a6dbff', '#ffcaff', '#8cf8f7', '#eef1f8'],
];

const [H, V] = [WIDTH / 2, HEIGHT / 2].map(n);
/** Box-drawing letters, within their cell. */
const BORDERS = {
  '─': `M0 ${V}h${n(WIDTH)}`,
  '│': `M${H} 0v${HEIGHT}`,
  '╭': `M${H} ${HEIGHT}v${-V + 4}q0 -4 ${H} -4`,
  '╮': `M${H} ${HEIGHT}v${-V + 4}q0 -4 ${-H} -4`,
  '╰': `M${H} 0v${V - 4}q0 4 ${H} 4`,
  '╯': `M${H} 0v${V - 4}q0 4 ${-H} 4`,
};

const boxes = [];
const letters = [];
/** Goes on from line to line. */
let style = {};
const lines = readFileSync(screen, 'utf8').split('\n').slice(0, Number(rows));
lines.forEach((line, row) => {
  for (const run of runs(line)) draw(run, row);
});

const width = Number(columns) * WIDTH + 2 * MARGIN;
const height = Number(rows) * HEIGHT + BAR + MARGIN;
const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
  (colour, index) => `<circle cx="${20 + 20 * index}" cy="${BAR / 2}" r="6" fill="${colour}"/>`,
);
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>
${dots.join('')}
<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
${boxes.join('\n')}
${letters.join('\n')}
<rect x="${n(MARGIN + cursorX * WIDTH)}" y="${BAR + cursorY * HEIGHT}" width="${n(WIDTH)}" height="${HEIGHT}" fill="${FOREGROUND}" opacity="0.6"/>
</g>
</svg>
`);

/** Cells that are drawn alike, with the column of the first one. */
function* runs(line) {
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what terminals are told with.
  for (const [, codes, text] of line.matchAll(/\x1b\[([\d;:]*)m|([^\x1b]+)/g)) {
    if (codes !== undefined) style = styled(style, codes);
    else {
      const cells = [...text];
      yield { style, column, cells };
      column += cells.length;
    }
  }
}

/** A style after a "select graphic rendition" sequence. */
function styled(before, codes) {
  let style = before;
  const rest = (codes || '0').split(/[;]/);
  while (rest.length > 0) {
    const code = rest.shift();
    const [kind, shape] = code.split(':');
    if (kind === '0') style = {};
    else if (kind === '1') style = { ...style, bold: true };
    else if (kind === '2') style = { ...style, faint: true };
    else if (kind === '3') style = { ...style, italic: true };
    else if (kind === '4') style = { ...style, underline: shape ?? '1' };
    else if (kind === '7') style = { ...style, reverse: true };
    else if (kind === '9') style = { ...style, strike: true };
    else if (kind === '22') style = { ...style, bold: false, faint: false };
    else if (kind === '23') style = { ...style, italic: false };
    else if (kind === '24') style = { ...style, underline: undefined };
    else if (kind === '27') style = { ...style, reverse: false };
    else if (kind === '38' || kind === '48' || kind === '58') {
      const name = { 38: 'foreground', 48: 'background', 58: 'line' }[kind];
      style = {
        ...style,
        [name]: shape === undefined ? colour(rest) : colour(code.split(':').slice(1).filter(Boolean)),
      };
    } else if (kind === '39') style = { ...style, foreground: undefined };
    else if (kind === '49') style = { ...style, background: undefined };
    else if (/^[39]\d$/.test(kind)) style = { ...style, foreground: NAMED[(kind % 10) + (kind > 89 ? 8 : 0)] };
    else if (/^(4|10)\d$/.test(kind)) style = { ...style, background: NAMED[(kind % 10) + (kind > 99 ? 8 : 0)] };
  }
  return style;
}

/** `2;R;G;B` or `5;N`, taken from the front. */
function colour(parts) {
  if (parts.shift() === '2') return `rgb(${parts.splice(0, 3).join(',')})`;
  const index = Number(parts.shift());
  if (index < 16) return NAMED[index];
  if (index > 231)
    return `rgb(${Array(3)
      .fill(8 + 10 * (index - 232))
      .join(',')})`;
  const cube = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6];
  return `rgb(${cube.map((part) => (part === 0 ? 0 : 55 + 40 * part)).join(',')})`;
}

function draw({ style, column, cells }, row) {
  const x = MARGIN + column * WIDTH;
  const y = BAR + row * HEIGHT;
  const wide = cells.length * WIDTH;
  const front = (style.reverse ? (style.background ?? BACKGROUND) : style.foreground) ?? FOREGROUND;
  const back = style.reverse ? (style.foreground ?? FOREGROUND) : style.background;
  if (back) boxes.push(`<rect x="${n(x)}" y="${y}" width="${n(wide + 0.3)}" height="${HEIGHT + 0.3}" fill="${back}"/>`);
  const looks = [
    style.bold ? ' font-weight="bold"' : '',
    style.italic ? ' font-style="italic"' : '',
    style.faint ? ' opacity="0.6"' : '',
  ].join('');
  // Borders are drawn, so that they join.
  for (const [index, cell] of cells.entries()) {
    const path = BORDERS[cell];
    if (path)
      letters.push(
        `<path transform="translate(${n(x + index * WIDTH)} ${y})" d="${path}" fill="none" stroke="${front}"/>`,
      );
  }
  for (const { 0: word, index } of cells
    .map((cell) => (BORDERS[cell] ? ' ' : cell))
    .join('')
    .matchAll(/\S+/g))
    letters.push(`<text x="${n(x + index * WIDTH)}" y="${y + BASE}" fill="${front}"${looks}>${escaped(word)}</text>`);
  if (style.underline) {
    const at = y + HEIGHT - 2;
    const steps = Math.round(wide / 3);
    const wave = Array.from({ length: steps }, (_, index) => `l${n(wide / steps)} ${index % 2 ? 2 : -2}`).join('');
    const path = style.underline === '3' ? `M${n(x)} ${at + 1}${wave}` : `M${n(x)} ${at}h${n(wide)}`;
    letters.push(`<path d="${path}" fill="none" stroke="${style.line ?? front}" stroke-width="1"/>`);
  }
  if (style.strike) letters.push(`<path d="M${n(x)} ${y + HEIGHT / 2}h${n(wide)}" stroke="${front}"/>`);
}

function n(number) {
  return Math.round(number * 100) / 100;
}

function escaped(text) {
  return text.replace(/[&<>]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[letter]);
}
