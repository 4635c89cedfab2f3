import { defineQuery } from '@temporalio/workflow';
import type { CaseState } from '../schemas/case.ts';
import { STATE_QUERY } from '../schemas/workflow-names.ts';

export const stateQuery = defineQuery<CaseState>(STATE_QUERY);
