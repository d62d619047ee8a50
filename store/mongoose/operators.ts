import mongoose from 'mongoose';

/**
 * Conditions of query filters. The store wraps every object with an operator that it meets in a
 * filter, so that input can never become one; these are ours, built from checked values only.
 */
const condition = <T extends object>(operators: T): T => mongoose.trusted(operators);

export const among = <T>(values: readonly T[]) => condition({ $in: [...values] });
export const above = (limit: number) => condition({ $gt: limit });
export const below = (limit: number) => condition({ $lt: limit });
export const atLeast = (limit: number) => condition({ $gte: limit });
export const atMost = (limit: number) => condition({ $lte: limit });
export const atMostExcept = (limit: number, except: readonly number[]) =>
  condition({ $lte: limit, $nin: [...except] });
export const aboveUpTo = (limit: number, top: number) => condition({ $gt: limit, $lte: top });
