import { Parser } from 'htmlparser2';
import { type Block, type Cell, paragraph, type Table } from '../layout/blocks.ts';

/** Elements whose content is not shown. */
const UNSEEN = new Set(
  'head script style template noscript svg math object audio video canvas iframe select textarea title'.split(' '),
);
/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr td th caption ul'.split(
    ' ',
  ),
);
/** E-mails nest tables about ten deep for their looks; below this a table is read as plain lines. */
const MAX_TABLES = 30;
/** More columns or rows than this under one cell is no table. */
const MAX_SPAN = 100;

interface OpenTable {
  table: Table;
  /** What was being filled when the table began. */
  outer: Block[];
}

const span = (value: string | undefined) => Math.min(MAX_SPAN, Math.max(1, Math.trunc(Number(value)) || 1));

/** Not displayed or transparent. A font size is none of these: e-mails set none round what has one of its own. */
const HIDING = /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0*\.?0*\s*(?:;|!|$)/i;
const WHITE =
  /(?:^|;)\s*color\s*:\s*(?:white|#f[c-f]f[c-f]f[c-f]|#fff|rgb\(\s*25[2-5]\s*,\s*25[2-5]\s*,\s*25[2-5]\s*\))\s*(?:;|!|$)/i;
const WHITE_NAME = /^(?:white|#fff|#f[c-f]f[c-f]f[c-f])$/i;
/** Where nothing has a ground of its own, all of a page is white. */
const GROUND = /\bbackground|\bbgcolor/i;

/** Builds blocks from the events of an HTML parser. */
class HtmlBlocks {
  readonly root: Block[] = [];
  #blocks = this.root;
  #tables: OpenTable[] = [];
  #text = '';
  #preformatted = 0;
  /** Open tables beyond the deepest that is laid out. */
  #tablesTooDeep = 0;
  /** Open elements from the first unseen one on. */
  #unseen = 0;
  readonly #onWhite: boolean;

  constructor(html: string) {
    this.#onWhite = !GROUND.test(html);
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.#unseen > 0 || UNSEEN.has(name) || this.#isHidden(attributes)) {
      this.#unseen += 1;
      return;
    }
    if (name === 'br') this.#text += '\n';
    if (name === 'pre') this.#preformatted += 1;
    if (BLOCKS.has(name)) this.#endParagraph();
    if (name === 'table') this.#openTable();
    if (this.#tablesTooDeep > 0) return;
    if (name === 'tr') this.#tables.at(-1)?.table.rows.push([]);
    if (name === 'td' || name === 'th') this.#openCell(attributes);
  }

  close(name: string): void {
    if (this.#unseen > 0) {
      this.#unseen -= 1;
      return;
    }
    if (name === 'pre') this.#preformatted -= 1;
    if (BLOCKS.has(name)) this.#endParagraph();
    if (name === 'table') this.#closeTable();
    else if ((name === 'td' || name === 'th') && this.#tablesTooDeep === 0) this.#closeCell();
  }

  text(data: string): void {
    if (this.#unseen > 0) return;
    this.#text += this.#preformatted > 0 ? data : data.replace(/[ \t\r\n\f]+/g, ' ');
  }

  end(): Block[] {
    this.#endParagraph();
    return this.root;
  }

  #isHidden({ style = '', color = '', ...attributes }: Record<string, string>): boolean {
    if ('hidden' in attributes || HIDING.test(style)) return true;
    return this.#onWhite && (WHITE.test(style) || WHITE_NAME.test(color));
  }

  #endParagraph(): void {
    const lines = this.#text.split('\n').map((line) => line.trim());
    this.#text = '';
    const shown = lines.filter((line) => line !== '');
    if (shown.length > 0) this.#blocks.push(paragraph(shown));
  }

  #openTable(): void {
    if (this.#tables.length >= MAX_TABLES) {
      this.#tablesTooDeep += 1;
      return;
    }
    const table: Table = { kind: 'table', rows: [] };
    this.#blocks.push(table);
    this.#tables.push({ table, outer: this.#blocks });
  }

  #closeTable(): void {
    if (this.#tablesTooDeep > 0) {
      this.#tablesTooDeep -= 1;
      return;
    }
    const open = this.#tables.pop();
    if (open) this.#blocks = open.outer;
  }

  #openCell(attributes: Record<string, string>): void {
    const open = this.#tables.at(-1);
    if (!open) return;
    const cell: Cell = { blocks: [], columns: span(attributes.colspan), rows: span(attributes.rowspan) };
    if (open.table.rows.length === 0) open.table.rows.push([]);
    open.table.rows.at(-1)?.push(cell);
    this.#blocks = cell.blocks;
  }

  #closeCell(): void {
    const open = this.#tables.at(-1);
    if (open) this.#blocks = open.outer;
  }
}

/** What an HTML text shows, as blocks: no styles, no pictures, no scripts, nothing fetched. */
export function htmlBlocks(html: string): Block[] {
  const blocks = new HtmlBlocks(html);
  const parser = new Parser({
    onopentag: (name, attributes) => blocks.open(name, attributes),
    onclosetag: (name) => blocks.close(name),
    ontext: (data) => blocks.text(data),
  });
  parser.write(html);
  parser.end();
  return blocks.end();
}
