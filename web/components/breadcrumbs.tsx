/** The way from the map to here. */
export function Breadcrumbs({ trail, here }: { trail: { title: string; href: string }[]; here?: string }) {
  return (
    <nav class="breadcrumbs" aria-label="Where you are">
      <ol>
        {trail.map(({ title, href }) => <li><a href={href}>{title}</a></li>)}
        {here && <li aria-current="page">{here}</li>}
      </ol>
    </nav>
  );
}
