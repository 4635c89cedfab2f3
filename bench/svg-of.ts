import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A plot as an SVG file of its own, on white. */
export function svgOf(title: string, options: Plot.PlotOptions): string {
  const { document } = parseHTML('<html><body></body></html>');
  const style = { fontFamily: 'Helvetica, Arial, sans-serif', fontSize: '11px', background: '#ffffff' };
  const figure = Plot.plot({ style, ...options, document });
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  figure.setAttribute('role', 'img');
  const label = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  label.textContent = title;
  figure.prepend(label);
  return `${figure.outerHTML}\n`;
}
