import type { Box } from '../../schemas/place.ts';

/** Dims the parts of a page on which other papers lie. */
export function Elsewhere(properties: { size: { width: number; height: number }; area: Box }) {
  const { size, area } = properties;
  const [x0, y0, x1, y1] = area;
  const page = `M 0 0 H ${size.width} V ${size.height} H 0 Z`;
  return <path className="elsewhere" fillRule="evenodd" d={`${page} M ${x0} ${y0} H ${x1} V ${y1} H ${x0} Z`} />;
}
