import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onDevicePackagesQuery } from '../api/on-device.ts';
import { Problem } from '../api/problem.ts';
import { DeviceThread } from './device-thread.ts';
import { keepPage } from './keep-page.ts';
import type { Progress } from './thread-messages.ts';

/** A skill on its way to this device. */
export interface Fetching {
  name: string;
  progress: Progress;
}

/** What this device can decide, what it could, and the thread that does it. */
export function useDevice() {
  const queries = useQueryClient();
  const [thread] = useState(() => new DeviceThread());
  const [fetching, setFetching] = useState<Fetching | null>(null);
  const [opensAlone, setOpensAlone] = useState(true);
  useEffect(() => {
    void keepPage().then(setOpensAlone);
    return () => thread.close();
  }, [thread]);

  const offered = useQuery(onDevicePackagesQuery);
  const served = offered.data?.items ?? null;
  const shelf = useQuery({
    queryKey: ['on-device', 'shelf', served],
    queryFn: () => thread.ask('look', { served }),
    enabled: !offered.isPending,
    retry: false,
    networkMode: 'always',
    gcTime: 0,
  });
  const lookAgain = () => queries.invalidateQueries({ queryKey: ['on-device', 'shelf'] });
  const keep = useMutation({
    networkMode: 'always',
    mutationFn: (name: string) =>
      thread.ask('keep', { name, served: served ?? [] }, (progress) => setFetching({ name, progress })),
    onSettled: () => {
      setFetching(null);
      return lookAgain();
    },
  });
  const remove = useMutation({
    networkMode: 'always',
    mutationFn: (name: string) => thread.ask('remove', { name }),
    onSettled: lookAgain,
  });
  const isAway = offered.error instanceof Problem && offered.error.status === 0;
  return { thread, offered, isAway, opensAlone, shelf, keep, remove, fetching, lookAgain };
}
export type Device = ReturnType<typeof useDevice>;
