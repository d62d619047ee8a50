import type { Model, Mongoose, Schema } from 'mongoose';

/**
 * The model of a collection, declared when it is first asked for: a connection has one of each name, whoever
 * needs it.
 */
export const declaredModel = <T>(
  mongoose: Mongoose,
  name: string,
  collection: string,
  schema: () => Schema<T>,
): Model<T> =>
  (mongoose.models[name] as Model<T> | undefined) ?? mongoose.model<T>(name, schema(), collection);
