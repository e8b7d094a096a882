/** A cell of relaxed Extended JSON, as mongosh prints it. */
export function printDocument(cell: string): string {
  return cell;
}
