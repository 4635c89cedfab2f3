import { DocketError } from '../../schemas/errors.ts';
import type { Page } from '../../schemas/words.ts';
import type { Block } from '../layout/blocks.ts';
import { layOut } from '../layout/lay-out.ts';
import type { ReadLimits } from '../read-limits.ts';
import { OfficePackage } from './office-package.ts';
import { wordBlocks } from './word-blocks.ts';

/**
 * Reads a Word document (ECMA-376, WordprocessingML): its headers, its text, its footers.
 * @throws DocketError `office.broken`, `archive.too-large`, `xml.dtd`, `pdf.too-many-pages`
 */
export async function readDocx(bytes: Uint8Array, limits: ReadLimits): Promise<Page[]> {
  const file = await OfficePackage.open(bytes, limits);
  const main = await file.mainPart();
  const document = await file.xml(main);
  if (!document) throw new DocketError('office.broken', `The document has no part ${main}.`);
  const links = await file.relationships(main);
  const blocksOf = async (kind: string): Promise<Block[]> => {
    const parts = [...new Set(links.filter((link) => link.kind === kind).map(({ target }) => target))];
    const texts = await Promise.all(parts.map(async (part) => wordBlocks(await file.xml(part))));
    const distinct = new Map(texts.map((blocks) => [JSON.stringify(blocks), blocks]));
    return [...distinct.values()].flat();
  };
  const blocks = [
    ...(await blocksOf('header')),
    ...wordBlocks(document),
    ...(await blocksOf('footnotes')),
    ...(await blocksOf('footer')),
  ];
  return layOut(blocks, limits.maxPages);
}
