import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

/** Typed, without personal data. */
export const SEARCH_ATTRIBUTES = ['DocketKind', 'DocketState', 'DocketDesk'] as const;

/** Registers the search attributes that the namespace lacks. Safe to repeat. */
export async function registerSearchAttributes(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const known = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = SEARCH_ATTRIBUTES.filter((name) => !(name in known.customAttributes));
    if (missing.length === 0) return;
    const keyword = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    });
  } finally {
    await connection.close();
  }
}
