import mongoose from 'mongoose';

/**
 * A condition of a query filter. The store wraps every object with an operator that it meets in a
 * filter, so that input can never become one; these are ours, built from checked values only.
 */
export const condition = <T extends object>(operators: T): T => mongoose.trusted(operators);
