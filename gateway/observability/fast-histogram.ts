import { Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

/** Name and labels of a histogram, and the ascending upper bounds of its buckets. */
export interface FastHistogramOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly Label[];
  readonly buckets: readonly number[];
  readonly registers: Registry[];
}

/** Observations under one combination of labels. */
interface Series {
  /** By bucket; the last has no bound. */
  readonly counts: Float64Array;
  sum: number;
}

/** Entries that the library makes of a series beside those of the bounds: without bound, sum, count. */
const OTHER_ENTRIES = 3;

/**
 * A histogram for what happens so often that the library's own would show: that one takes a
 * microsecond or two to observe a value. This one adds to an array, and is put into the library's
 * terms when it is read. To the registry, which calls `get`, it is a gauge that says that it is a
 * histogram.
 */
export class FastHistogram<Label extends string = never> extends Gauge {
  readonly #bounds: readonly number[];
  readonly #labelNames: readonly Label[];
  readonly #form: Histogram;
  readonly #series = new Map<string, Series>();

  constructor(options: FastHistogramOptions<Label>) {
    const { name, help, labelNames = [], buckets, registers } = options;
    super({ name, help, registers });
    this.#bounds = buckets;
    this.#labelNames = labelNames;
    const labelled = labelNames.length > 0 ? { labelNames: [...labelNames] } : {};
    this.#form = new Histogram({ name, help, ...labelled, buckets: [...buckets], registers: [] });
    if (labelNames.length === 0) this.#add('', []);
  }

  /** @param labelled values of the labels, in the order of their names */
  observe(value: number, ...labelled: readonly string[]): void {
    const key = labelled.length > 1 ? labelled.join('\0') : (labelled[0] ?? '');
    const series = this.#series.get(key) ?? this.#add(key, labelled);
    let bucket = 0;
    while (value > (this.#bounds[bucket] ?? Infinity)) bucket += 1;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += value;
  }

  override async get(): ReturnType<Histogram['get']> {
    const form = await this.#form.get();
    const values: typeof form.values = [];
    let next = 0;
    for (const { counts, sum } of this.#series.values()) {
      let total = 0;
      const upTo = Array.from(counts, (count) => (total += count));
      const end = next + this.#bounds.length + OTHER_ENTRIES;
      form.values.slice(next, end).forEach((entry, index) => {
        const value = entry.metricName === `${form.name}_sum` ? sum : (upTo[index] ?? total);
        values.push({ ...entry, value });
      });
      next = end;
    }
    return { ...form, values };
  }

  #add(key: string, labelled: readonly string[]): Series {
    const labels = this.#labelNames.map((name, index) => [name, labelled[index] ?? ''] as const);
    if (labels.length > 0) this.#form.zero(Object.fromEntries(labels));
    const series = { counts: new Float64Array(this.#bounds.length + 1), sum: 0 };
    this.#series.set(key, series);
    return series;
  }
}
