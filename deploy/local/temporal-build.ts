import type { GoPrograms } from './go-build.ts';

/** The newest version that builds as a dependency: the go.mod of later ones has a replace directive. */
export const TEMPORAL_VERSION = '1.5.1';
/** The server inside that version of the command line; docker-compose.yml runs the same. */
export const SERVER_VERSION = '1.29.1';
const UI_VERSION = '2.42.1';

const CLI = 'github.com/temporalio/cli/cmd/temporal';
const SERVER = 'go.temporal.io/server/cmd/server';
const SQL_TOOL = 'go.temporal.io/server/cmd/tools/sql';
const UI = 'github.com/temporalio/ui-server/v2/cmd/server';

/** The command line with its development server, which keeps its state in SQLite. */
export const developmentServer = {
  title: `Temporal ${TEMPORAL_VERSION}`,
  pinned: [`${CLI}@v${TEMPORAL_VERSION}`],
  programs: { temporal: CLI },
  takes: 'about 5 minutes',
} as const satisfies GoPrograms;

/**
 * The server itself, the tool that sets up its databases, and the web page. Pinned together with the command line, so
 * that both builds take the same versions of all modules and share what is compiled.
 */
export const productionServer = {
  title: `the Temporal server ${SERVER_VERSION}`,
  pinned: [
    `${CLI}@v${TEMPORAL_VERSION}`,
    `${SERVER}@v${SERVER_VERSION}`,
    `${SQL_TOOL}@v${SERVER_VERSION}`,
    `${UI}@v${UI_VERSION}`,
  ],
  programs: { 'temporal-server': SERVER, 'temporal-sql-tool': SQL_TOOL, 'temporal-ui-server': UI },
  takes: 'about 5 minutes, less than one after the development server,',
} as const satisfies GoPrograms;
