/** XML 1.0: text that may stand in an attribute or an element. */

/** An element's start tag without its angle brackets: the name and its attributes. */
export function tag(name: string, attributes: Readonly<Record<string, string | number>>): string {
  return [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(' ');
}

/** With line breaks and tabs as references, which a parser would turn into blanks in an attribute. */
export function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, (character) => REFERENCES[character] ?? `&#${character.charCodeAt(0)};`);
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Control characters and halves of surrogate pairs: no XML may hold them, not even as references. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
