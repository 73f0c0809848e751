import { Query } from 'pg';

/** What the types of pg leave out: where a query is sent, how the rows of its answer are read, the query itself. */
interface Line {
  describe(...args: unknown[]): void;
}
interface Shape {
  fields: unknown;
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}
interface PgQuery {
  name: string;
  readonly _result: Shape;
  _accumulateRows: boolean;
  prepare(line: Line): void;
  handleRowDescription(message: unknown): void;
  handleCommandComplete(message: unknown, line: Line): void;
}
const PgQuery = Query as unknown as new (text: string, values: readonly unknown[]) => PgQuery;

/** By statement; `null` where it answers with no rows at all. */
type Shapes = Map<string, Shape | null>;
const shapesOn = new WeakMap<Line, Shapes>();
const silent = new WeakMap<Line, Line>();

/**
 * A prepared statement that asks only once a connection what its rows look like: the database tells thirty columns one
 * by one, and reading that took as long as reading the rows of a record. It cannot change: where a table has changed,
 * PostgreSQL refuses the statement.
 */
export class DescribedQuery extends PgQuery {
  #isTold = false;
  #shape: Shape | null = null;

  constructor(name: string, text: string, values: readonly unknown[]) {
    super(text, values);
    this.name = name;
  }

  override prepare(line: Line): void {
    const shape = shapesOf(line).get(this.name);
    if (shape) {
      Object.assign(this._result, shape);
      this._accumulateRows = true;
    }
    this.#isTold = shape === undefined;
    super.prepare(this.#isTold ? line : withoutDescribing(line));
  }

  override handleRowDescription(message: unknown): void {
    super.handleRowDescription(message);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    this.#shape = { fields, _parsers, _prebuiltEmptyResultObject };
  }

  override handleCommandComplete(message: unknown, line: Line): void {
    if (this.#isTold) shapesOf(line).set(this.name, this.#shape);
    super.handleCommandComplete(message, line);
  }
}

function shapesOf(line: Line): Shapes {
  const known = shapesOn.get(line) ?? new Map();
  shapesOn.set(line, known);
  return known;
}

function withoutDescribing(line: Line): Line {
  const known = silent.get(line) ?? (Object.create(line, { describe: { value: () => {} } }) as Line);
  silent.set(line, known);
  return known;
}
