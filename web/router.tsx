import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { caseKind, caseState } from '../schemas/case.ts';
import { AboutPage } from './about/AboutPage.tsx';
import { CasePage } from './case/CasePage.tsx';
import { DesksPage } from './desks/DesksPage.tsx';
import { InboxPage } from './inbox/InboxPage.tsx';
import { SecondLookPage } from './second-looks/SecondLookPage.tsx';
import { SecondLooksPage } from './second-looks/SecondLooksPage.tsx';
import { SettingsPage } from './settings/SettingsPage.tsx';
import { AppShell } from './shell/AppShell.tsx';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { SignedOutPage } from './shell/SignedOutPage.tsx';
import { TicketsPage } from './ticket/TicketsPage.tsx';

/** A part of the address that makes no sense is left out, not an error. */
const inboxSearch = z.object({
  kind: caseKind.optional().catch(undefined),
  state: caseState.optional().catch(undefined),
  assignee: z.string().trim().min(1).max(200).optional().catch(undefined),
});
const ticketsSearch = z.object({
  state: caseState.optional().catch(undefined),
  desk: z.string().max(80).optional().catch(undefined),
});
const caseSearch = z.object({ tab: z.enum(['result', 'audit']).optional().catch(undefined) });
const signedOutSearch = z.object({ link: z.enum(['used']).optional().catch(undefined) });

/** With the plots, which no other page needs. */
const DashboardPage = lazyRouteComponent(() => import('./dashboard/DashboardPage.tsx'), 'DashboardPage');

/** With what it keeps for times without a network. */
const OnDevicePage = lazyRouteComponent(() => import('./on-device/OnDevicePage.tsx'), 'OnDevicePage');

const root = createRootRoute({ component: AppShell, notFoundComponent: NotFoundPage });
const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: InboxPage, validateSearch: inboxSearch }),
  createRoute({ getParentRoute: () => root, path: '/cases/$id', component: CasePage, validateSearch: caseSearch }),
  createRoute({ getParentRoute: () => root, path: '/tickets', component: TicketsPage, validateSearch: ticketsSearch }),
  createRoute({ getParentRoute: () => root, path: '/second-looks', component: SecondLooksPage }),
  createRoute({ getParentRoute: () => root, path: '/second-looks/$id', component: SecondLookPage }),
  createRoute({ getParentRoute: () => root, path: '/desks', component: DesksPage }),
  createRoute({ getParentRoute: () => root, path: '/dashboard', component: DashboardPage }),
  createRoute({ getParentRoute: () => root, path: '/on-device', component: OnDevicePage }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage }),
  createRoute({ getParentRoute: () => root, path: '/about', component: AboutPage }),
  createRoute({
    getParentRoute: () => root,
    path: '/signed-out',
    component: SignedOutPage,
    validateSearch: signedOutSearch,
  }),
]);

export const router = createRouter({ routeTree, defaultPreload: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
