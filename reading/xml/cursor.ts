import type { Occurrence, Term } from '../../schemas/en16931/term.ts';
import type { XmlElement } from './parse-xml.ts';

/** The prefixes that the standards use, by what stands in the namespace. */
const prefixes: [part: string, prefix: string][] = [
  ['CommonBasicComponents', 'cbc:'],
  ['CommonAggregateComponents', 'cac:'],
  ['xsd:Invoice-2', 'ubl:'],
  ['xsd:CreditNote-2', 'cn:'],
  ['ReusableAggregateBusinessInformationEntity', 'ram:'],
  ['UnqualifiedDataType', 'udt:'],
  ['QualifiedDataType', 'qdt:'],
  ['uncefact', 'rsm:'],
  ['ferd:CrossIndustryDocument', 'rsm:'],
];

function qualifiedName({ name, namespace }: XmlElement): string {
  return `${prefixes.find(([part]) => namespace.includes(part))?.[1] ?? ''}${name}`;
}

/** An element with its place in the document, for readers that keep where each value stood. */
export class Cursor {
  readonly element: XmlElement;
  /** XPath from the root. */
  readonly where: string;

  constructor(element: XmlElement, where = `/${qualifiedName(element)}`) {
    this.element = element;
    this.where = where;
  }

  /** Every element on a path of local names. */
  all(path: string): Cursor[] {
    let found: Cursor[] = [this];
    for (const name of path.split('/')) found = found.flatMap((cursor) => cursor.children(name));
    return found;
  }

  first(path: string): Cursor | undefined {
    return this.all(path)[0];
  }

  private children(name: string): Cursor[] {
    const { children } = this.element;
    const alike = children.filter((child) => child.name === name);
    return alike.map((child, index) => {
      const step = alike.length > 1 ? `${qualifiedName(child)}[${index + 1}]` : qualifiedName(child);
      return new Cursor(child, `${this.where}/${step}`);
    });
  }

  /** This element as a term of the group at `groupWhere`. */
  private asTerm(groupWhere: string): Occurrence {
    const { text, attributes } = this.element;
    return {
      text,
      at: this.where.slice(groupWhere.length + 1),
      scheme: attributes.get('schemeID') ?? attributes.get('listID'),
      unit: attributes.get('unitCode'),
      currency: attributes.get('currencyID'),
    };
  }

  /** The first element on any of the paths that has text, else the first that is there at all; with those like it. */
  term(...paths: string[]): Term | undefined {
    const found = paths.flatMap((path) => this.all(path));
    const chosen = found.find(({ element }) => element.text !== '') ?? found[0];
    const others = found.filter((cursor) => cursor !== chosen && cursor.element.name === chosen?.element.name);
    if (others.length === 0) return chosen?.asTerm(this.where);
    return chosen && { ...chosen.asTerm(this.where), others: others.map((other) => other.asTerm(this.where)) };
  }

  terms(...paths: string[]): Term[] {
    return paths.flatMap((path) => this.all(path)).map((cursor) => cursor.asTerm(this.where));
  }

  attribute(name: string): string | undefined {
    return this.element.attributes.get(name);
  }
}
