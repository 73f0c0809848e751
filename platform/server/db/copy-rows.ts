import type { PoolClient } from 'pg';
import { type CopyValue, TableCopy } from './copy.ts';

/** Objects into a table by COPY: the columns are the keys of the first row, and all rows have the same. */
export class RowCopy<Row extends Readonly<Record<string, CopyValue>>> {
  readonly #client: PoolClient;
  readonly #table: string;
  #columns: readonly string[] | undefined;
  #copy: TableCopy | undefined;

  constructor(client: PoolClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async write(row: Row): Promise<void> {
    if (!this.#copy || !this.#columns) {
      this.#columns = Object.keys(row);
      this.#copy = new TableCopy(this.#client, this.#table, this.#columns);
    }
    await this.#copy.write(this.#columns.map((column) => row[column] ?? null));
  }

  async end(): Promise<void> {
    await this.#copy?.end();
  }
}
