const words = ['A first step', 'Easy', 'Moderate', 'Hard', 'Very hard'] as const;
const STEPS = words.length;

/** 1 to 5, as a word and as dots. */
export function Difficulty({ level }: { level: number }) {
  const step = Math.min(STEPS, Math.max(1, Math.round(level)));
  return (
    <span class="difficulty">
      <svg class="difficulty__dots" viewBox={`0 0 ${STEPS * 10} 10`} aria-hidden="true" focusable="false">
        {words.map((_, index) => <circle class={index < step ? 'difficulty__dot difficulty__dot--on' : 'difficulty__dot'} cx={index * 10 + 5} cy="5" r="3" />)}
      </svg>
      {words[step - 1]}
    </span>
  );
}
