/** The `sort` of a list: a column's name, or `-` and the name for descending order. */

/** What a click on a column's head leads to: ascending, descending, as the list comes. */
export function nextSort(column: string, sort: string | undefined): string | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}

export function directionOf(column: string, sort: string | undefined): 'ascending' | 'descending' | 'none' {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
}
