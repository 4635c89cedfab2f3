import { installedModels } from '../../api/installed-models.ts';
import { onDevicePackages } from '../../api/on-device-packages.ts';
import { shippedWeights } from '../../models/registry.ts';
import { openPage, type PageFixture } from './page-fixture.ts';

/** The page with the models that ship. */
export function openDevicePage(): Promise<PageFixture> {
  const models = () => installedModels([shippedWeights]);
  return openPage({ models, onDevice: onDevicePackages([shippedWeights], models) });
}
