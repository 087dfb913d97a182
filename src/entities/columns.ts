import { Column, type ColumnOptions } from 'typeorm';

/** SQL of a check that a column holds one of these words (or null). */
export function oneOf(column: string, words: readonly string[]): string {
  return `${column} IN (${words.map((word) => `'${word}'`).join(', ')})`;
}

/** A count of the form. NULL is "not known", never zero; negative values exist (本年增/减 of FORM_2019). */
export function CountColumn(options: Pick<ColumnOptions, 'name'> = {}): PropertyDecorator {
  return Column({ type: 'bigint', nullable: true, ...options });
}

/** Yuan, exact to the fen. PostgreSQL hands numeric over as text; JS numbers hold every amount up to 90 trillion yuan exactly to the fen. */
export function YuanColumn(options: Pick<ColumnOptions, 'name'> = {}): PropertyDecorator {
  return Column({
    type: 'numeric',
    precision: 20,
    scale: 2,
    nullable: true,
    transformer: {
      to: (yuan: number | null) => yuan,
      from: (yuan: string | null) => (yuan === null ? null : Number(yuan)),
    },
    ...options,
  });
}
