import sharp from 'sharp';
import type { QuarterTurn } from '../../schemas/words.ts';
import type { Raster } from '../raster.ts';

/** Turns a page clockwise by quarters. */
export async function turnRaster(raster: Raster, turn: QuarterTurn): Promise<Raster> {
  if (turn === 0) return raster;
  const { width, height } = raster;
  const data = await sharp(raster.data, { raw: { width, height, channels: 3 } })
    .rotate(turn)
    .raw()
    .toBuffer();
  return turn === 180 ? { width, height, data } : { width: height, height: width, data };
}
