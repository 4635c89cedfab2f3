import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { registerSearchAttributes } from '../../workers/register-search-attributes.ts';

/** How long the server keeps closed workflows, as in docker-compose.yml; Docket exports their histories at their close. */
const RETENTION = '30 days';
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

/** Whether the server knows the namespace. */
export async function knowsNamespace(address: string, namespace: string): Promise<boolean> {
  return withConnection(address, 1000, async (connection) => {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  }).catch(() => false);
}

/**
 * Whether the server finds workflows: its history service joins after its frontend takes calls, later still where a run before
 * left its members in the database. It is asked for a workflow that there is none of, in the namespace that each server has.
 */
export async function findsWorkflows(address: string): Promise<boolean> {
  return withConnection(address, 1000, async ({ workflowService }) => {
    const execution = { workflowId: 'docket-is-there-anyone' };
    await workflowService.describeWorkflowExecution({ namespace: 'temporal-system', execution });
    return true;
  }).catch((error: unknown) => isGrpcServiceError(error) && error.code === NOT_FOUND);
}

/** Makes the namespace where it is missing. */
export async function registerNamespace(address: string, namespace: string): Promise<void> {
  await withConnection(address, undefined, async (connection) => {
    try {
      const workflowExecutionRetentionPeriod = msToTs(RETENTION);
      await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
    }
  });
}

/** Registers what Docket's workflows need in a namespace that exists. */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  await withConnection(address, undefined, (connection) => registerSearchAttributes(connection, namespace));
}

async function withConnection<T>(
  address: string,
  connectTimeout: number | undefined,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address, ...(connectTimeout && { connectTimeout }) });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
