import { policyFields, policyShape } from './file';
import type { JsonSchema } from './shape';

/** The JSON schema of `.plimsoll.yaml` (draft 7, which editors complete from), made of the table that reads it. */
export function policySchema(ruleIds: readonly string[], formatIds: readonly string[], publisherIds: readonly string[]): JsonSchema {
  const known = { rules: ruleIds, formats: formatIds, publishers: publisherIds };
  const { properties, ...rest } = policyShape.schema(known);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Plimsoll policy (.plimsoll.yaml)',
    ...rest,
    properties: { ...(properties as JsonSchema), version: { const: 1, description: policyFields.version.description } },
  };
}
