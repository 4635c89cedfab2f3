import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';

const RETRIES = 2;

/** @param onSignedOut called when any request finds that there is no session */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof Problem && error.status === 401) onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        retry: (count, error) => count < RETRIES && error instanceof Problem && error.canRetry,
        refetchOnWindowFocus: true,
      },
    },
  });
}
