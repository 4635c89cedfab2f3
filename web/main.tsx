import './zod-without-eval.ts';
import './styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { UploadQueue } from './inbox/upload-queue.ts';
import { UploadContext } from './inbox/use-uploads.ts';
import { router } from './router.tsx';
import { createQueryClient } from './shell/query-client.ts';
import { applyTheme, chosenTheme } from './shell/theme.ts';

applyTheme(chosenTheme());
const queries = createQueryClient(() => void router.navigate({ to: '/signed-out' }));
const uploads = new UploadQueue(() => void queries.invalidateQueries({ queryKey: ['cases'] }));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <UploadContext value={uploads}>
        <RouterProvider router={router} />
      </UploadContext>
    </QueryClientProvider>
  </StrictMode>,
);
