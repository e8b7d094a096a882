/** The name's picture: stones laid on drawn ground. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="mark__stone" d="M11 4h10a1 1 0 0 1 1 1v6H10V5a1 1 0 0 1 1-1zM4 13h11v7H3v-6a1 1 0 0 1 1-1zM17 13h11a1 1 0 0 1 1 1v6H17z" />
      <path class="mark__ground" d="M2 23.5h28M7 24.5 4 29m9-4.5L10 29m9-4.5L16 29m9-4.5L22 29m8-4-2.2 4" />
    </svg>
  );
}
