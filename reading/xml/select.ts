import type { XmlElement } from './parse-xml.ts';

/** Every element on a path of local names, such as "Party/PostalAddress/CityName". */
export function all(element: XmlElement | undefined, path: string): XmlElement[] {
  if (!element) return [];
  let found = [element];
  for (const name of path.split('/')) {
    found = found.flatMap((parent) => parent.children.filter((child) => child.name === name));
  }
  return found;
}

export function first(element: XmlElement | undefined, path: string): XmlElement | undefined {
  return all(element, path)[0];
}

/** The first text that is not empty under any of the paths, in the order of the paths. */
export function textAt(element: XmlElement | undefined, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const found = all(element, path).find((candidate) => candidate.text !== '');
    if (found) return found.text;
  }
  return undefined;
}

/** The first text on a path whose attribute has one of the values. */
export function textWith(
  element: XmlElement | undefined,
  path: string,
  attribute: string,
  ...values: string[]
): string | undefined {
  const fits = (candidate: XmlElement) => values.includes(candidate.attributes.get(attribute) ?? '');
  return all(element, path).find((candidate) => candidate.text !== '' && fits(candidate))?.text;
}
