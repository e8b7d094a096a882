/** Leads to a place in the learner's code; both count from 1. */
export type GoTo = (line: number, column?: number) => void;

interface WithLinesProps {
  text: string;
  column?: number;
  /** The learner's file: of a text that names other files too, only lines of this one lead anywhere. */
  fileName?: string;
  onGoTo: GoTo | undefined;
}

/** Text in which the lines it names lead to the editor. */
export function WithLines({ text, column, fileName, onGoTo }: WithLinesProps) {
  if (!onGoTo) return <>{text}</>;
  return (
    <>
      {text.split(fileName ? placesIn(fileName) : /(\bline \d+)/).map((part, index) => {
        const [line = 0, at = column] = index % 2 === 1 ? part.replace(fileName ?? '', '').match(/\d+/g)?.map(Number) ?? [] : [];
        return line > 0 ? <button key={index} type="button" class="line-link" onClick={() => onGoTo(line, at)}>{part}</button> : part;
      })}
    </>
  );
}

/** `main.js:3:14`, `main.py", line 3`, `main.php on line 3`, `main.php(3)`: as the languages write it. */
export function placesIn(fileName: string): RegExp {
  return new RegExp(`(${fileName.replace('.', '\\.')}(?:"?,? (?:on )?line \\d+|:\\d+(?::\\d+)?|\\(\\d+\\)))`);
}
