import { type FieldDef, Query } from 'pg';

/** What the types of pg leave out of its queries and of what they are sent on. */
interface Line {
  describe(...args: unknown[]): void;
}
interface PgQuery {
  name: string;
  prepare(line: Line): void;
  handleRowDescription(message: { readonly fields: FieldDef[] }): void;
  handleCommandComplete(message: unknown, line: Line): void;
}
const PgQuery = Query as unknown as new (text: string, values: readonly unknown[]) => PgQuery;

/** By statement, what its rows look like on a connection; none of those that answer with rows of no kind. */
type Shapes = Map<string, FieldDef[] | null>;
const shapesOn = new WeakMap<Line, Shapes>();
const silent = new WeakMap<Line, Line>();

/**
 * A prepared statement that asks only once a connection what its rows look like: the database tells thirty columns one
 * by one, and reading that took as long as reading the rows of a record. It cannot change: where a table has changed,
 * PostgreSQL refuses the statement.
 */
export class DescribedQuery extends PgQuery {
  #line: Line | undefined;

  constructor(name: string, text: string, values: readonly unknown[]) {
    super(text, values);
    this.name = name;
  }

  override prepare(line: Line): void {
    this.#line = line;
    const shape = shapesOf(line).get(this.name);
    if (shape) super.handleRowDescription({ fields: shape });
    super.prepare(shape === undefined ? line : withoutDescribing(line));
  }

  override handleRowDescription(message: { readonly fields: FieldDef[] }): void {
    if (this.#line) shapesOf(this.#line).set(this.name, message.fields);
    super.handleRowDescription(message);
  }

  override handleCommandComplete(message: unknown, line: Line): void {
    const shapes = shapesOf(line);
    if (!shapes.has(this.name)) shapes.set(this.name, null);
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
