/** An upright page as pixels: 8-bit RGB, rows top to bottom, no padding. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array;
}
