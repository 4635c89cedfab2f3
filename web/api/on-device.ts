import { queryOptions } from '@tanstack/react-query';
import { onDevicePackages } from '../../schemas/on-device.ts';
import { getJson } from './request.ts';

/** What the service offers to devices. Without a network the page goes on with what it has: it is asked once. */
export const onDevicePackagesQuery = queryOptions({
  queryKey: ['on-device', 'packages'],
  queryFn: ({ signal }) => getJson('/v1/on-device/packages', onDevicePackages, signal),
  retry: false,
  staleTime: 60_000,
  networkMode: 'always',
});
