import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import { DocketError } from '../../schemas/errors.ts';

/** One element, by local name and namespace. `text` is its own character data, white space normalised or kept. */
export interface XmlElement {
  name: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

/** Deepest nesting of elements; e-invoices need about ten. */
const MAX_DEPTH = 100;

function attributeMap(attributes: Record<string, SaxesAttributeNS>): Map<string, string> {
  return new Map(Object.values(attributes).map((attribute) => [attribute.local, attribute.value]));
}

/**
 * Parses XML strictly: well-formed, namespaces resolved, no document type declaration and so no entities but the five
 * predefined and numeric ones.
 * @throws DocketError `xml.broken`, `xml.dtd`
 */
export function parseXml(text: string, { keepSpace = false } = {}): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  const where = () => `line ${parser.line}, column ${parser.column}`;
  parser.on('error', (error) => {
    throw new DocketError('xml.broken', `The XML is not well-formed at ${where()}: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new DocketError('xml.dtd', `The XML has a document type declaration at ${where()}.`);
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) {
      throw new DocketError('xml.broken', `The XML nests more than ${MAX_DEPTH} elements at ${where()}.`);
    }
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: attributeMap(tag.attributes),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (data: string) => {
    const element = open.at(-1);
    if (element) element.text += data;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element && !keepSpace) element.text = element.text.replace(/\s+/gu, ' ').trim();
  });
  parser.write(text).close();
  if (root === null) throw new DocketError('xml.broken', 'The XML has no root element.');
  return root;
}
