import type { PoolClient } from 'pg';
import { type CopyValue, TableCopy } from './copy.ts';

/** Objects into a table by COPY: the columns are the keys of the first row, and all rows have the same. */
export class RowCopy<Row extends Readonly<Record<string, CopyValue>>> {
  readonly #client: PoolClient;
  readonly #table: string;
  #columns: readonly string[] = [];
  #copy: TableCopy | undefined;

  constructor(client: PoolClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async write(row: Row): Promise<void> {
    const copy = this.#open(row);
    await copy.write(this.#valuesOf(row));
  }

  /** As `TableCopy.add`. */
  add(row: Row): void {
    this.#open(row).add(this.#valuesOf(row));
  }

  async flush(): Promise<void> {
    await this.#copy?.flush();
  }

  async end(): Promise<void> {
    await this.#copy?.end();
  }

  #open(row: Row): TableCopy {
    if (!this.#copy) {
      this.#columns = Object.keys(row);
      this.#copy = new TableCopy(this.#client, this.#table, this.#columns);
    }
    return this.#copy;
  }

  #valuesOf(row: Row): CopyValue[] {
    return this.#columns.map((column) => row[column] ?? null);
  }
}
