/** `1 row`, `1,200 rows` */
export function count(many: number, word: string): string {
  return `${many.toLocaleString('en')} ${word}${many === 1 ? '' : 's'}`;
}
