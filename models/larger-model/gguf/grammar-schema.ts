import { z } from 'zod';

/** A grammar repeats a character so often at most; what is longer is refused by the contract of the answer anyway. */
const LONGEST_STRING = 100;

type Schema =
  | { oneOf: Schema[] }
  | { enum: unknown[] }
  | { type: 'string'; maxLength: number }
  | { type: 'null' }
  | { type: 'object'; properties: Record<string, Schema>; additionalProperties: false };

const jsonSchema = z.looseObject({
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  maxLength: z.number().optional(),
});

/**
 * The JSON schema of an answer (objects of short strings, choices and nulls) in the dialect of node-llama-cpp's grammars.
 * @throws Error for a schema of another kind
 */
export function grammarSchema(schema: unknown): Schema {
  const { anyOf, enum: choices, type, properties, maxLength } = jsonSchema.parse(schema);
  if (anyOf) return { oneOf: anyOf.map(grammarSchema) };
  if (choices) return { enum: choices };
  if (type === 'null') return { type };
  if (type === 'string') return { type, maxLength: Math.min(maxLength ?? LONGEST_STRING, LONGEST_STRING) };
  if (type === 'object' && properties) {
    const inner = Object.entries(properties).map(([name, property]) => [name, grammarSchema(property)] as const);
    return { type, properties: Object.fromEntries(inner), additionalProperties: false };
  }
  throw new Error(`no grammar for the schema ${JSON.stringify(schema)}`);
}
