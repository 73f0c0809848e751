import {
  type Compilable,
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Db, NoTables } from './connect.ts';

/** Stands for a value while a statement is put together. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Each property read from it is the slot of that name. */
const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) });

const composer = new Kysely<NoTables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * A statement whose text is the same for all values, put together once and not with every request: for the few that
 * every request or every write sends. `build` may only pass the values on as parameters, never look at them.
 */
export function fixedStatement<Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row>,
): (values: Values) => Compilable<Row> {
  let fixed: { readonly text: string; readonly parameters: readonly unknown[] } | undefined;
  return (values) => {
    if (!fixed) {
      const { sql, parameters } = build(composer, slots as Values).compile();
      fixed = { text: sql, parameters };
    }
    const given = fixed.parameters.map((parameter) =>
      parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter,
    );
    const query = CompiledQuery.raw(fixed.text, given) as CompiledQuery<Row>;
    return { compile: () => query };
  };
}

/** The part of queries that is the same for every request, kept for each database they are asked of. */
export function fixedPart<Part>(build: (db: Db) => Part): (db: Db) => Part {
  const parts = new WeakMap<Db, Part>();
  return (db) => {
    const known = parts.get(db);
    if (known !== undefined) return known;
    const part = build(db);
    parts.set(db, part);
    return part;
  };
}
