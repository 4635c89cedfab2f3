import { Decimal } from 'decimal.js';
import type { Extraction } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import { type Equation, equationsOf } from './equations.ts';

/** What a rule says of an equation; null: a row that is right is not worth a line. */
const findingOf: Record<Equation['rule'], (equation: Equation) => Finding | null> = {
  'sum.gross': ({ members, ...equation }) => total(equation, members),
  'sum.due': ({ members, ...equation }) => total(equation, members),
  'sum.taxes': (equation) => total(equation, ['totalTax']),
  'tax.row': ({ rule, holds, statement, where = '' }) =>
    holds ? null : { rule, severity: 'error', message: amiss(statement), fields: [`${where}.amount`], where },
  'sum.lines': ({ rule, holds, statement }) =>
    holds
      ? { rule, severity: 'info', message: `${statement} close with a total`, fields: [] }
      : { rule, severity: 'warning', message: `${statement} close with no total`, fields: ['lines'] },
  'line.product': ({ rule, holds, statement, where = '' }) =>
    holds ? null : { rule, severity: 'warning', message: amiss(statement), fields: [`${where}.lineTotal`], where },
};

const amiss = (statement: string) => statement.replace(' = ', ' is not ');

function total({ rule, holds, statement }: Pick<Equation, 'rule' | 'holds' | 'statement'>, fields: string[]): Finding {
  return holds
    ? { rule, severity: 'info', message: `${statement} closes`, fields }
    : { rule, severity: 'error', message: `${statement} does not close`, fields };
}

/**
 * Every sum of a document: one that closes is an `info`, one that does not names the fields it puts in doubt. `added` is
 * what an e-invoice says was added to the amount due: rounding, and what it collects for third parties.
 */
export function checkSums(extraction: Extraction, added: Decimal = new Decimal(0)): Finding[] {
  return equationsOf(extraction, added).flatMap((equation) => findingOf[equation.rule](equation) ?? []);
}
