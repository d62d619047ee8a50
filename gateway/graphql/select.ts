import type { GraphQLError } from 'graphql';
import type { AdmittedDocument, AdmittedOperation } from './admission.ts';
import { publicError } from './codes.ts';

/** The operation a request names, or the only one there is. */
export function selectOperation(
  { operations }: AdmittedDocument,
  name: string | undefined,
): AdmittedOperation | GraphQLError {
  if (name !== undefined)
    return (
      (name === '' ? undefined : operations.get(name)) ??
      publicError('OPERATION_RESOLUTION_FAILURE', 'There is no such operation.')
    );
  const [only] = operations.values();
  return only && operations.size === 1
    ? only
    : publicError('OPERATION_RESOLUTION_FAILURE', 'Name the operation to run: operationName.');
}
