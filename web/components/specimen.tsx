import { Icon } from './icon.tsx';

/**
 * What learning here looks like, for someone who has never seen it: a few lines of an exercise, and what the tests
 * answer. A still picture in real text; the highlighting uses the same classes as every other block of code.
 */
export function Specimen() {
  return (
    <figure class="specimen" aria-label="A sample exercise">
      <pre class="specimen__code code code--wraps"><code>
        <Tok is="constant">app</Tok><Tok is="function">.post</Tok>(<Tok is="string">'/books'</Tok>, <Tok is="keyword">async</Tok> (c) <Tok is="keyword">{'=>'}</Tok> {'{\n'}
        {'  '}<Tok is="keyword">const</Tok> {'{ '}<Tok is="constant">title</Tok>{' } '}<Tok is="keyword">=</Tok> <Tok is="keyword">await</Tok> <Tok is="constant">c.req</Tok><Tok is="function">.json</Tok>(){'\n'}
        {'  '}<Tok is="keyword">const</Tok> <Tok is="constant">book</Tok> <Tok is="keyword">=</Tok> <Tok is="constant">shelf</Tok><Tok is="function">.add</Tok>(title){'\n'}
        {'  '}<Tok is="keyword">return</Tok> <Tok is="constant">c</Tok><Tok is="function">.json</Tok>(book){'\n'}
        {'})'}
      </code></pre>
      <ul class="specimen__tests">
        <li class="specimen__test">
          <span class="state state--passed"><Icon name="passed" /> Passed</span>
          <span class="specimen__name">finds a book by its id</span>
        </li>
        <li class="specimen__test">
          <span class="state state--failed"><Icon name="failed" /> Failed</span>
          <span class="specimen__name">creates a book</span>
          <p class="specimen__detail">Expected status <code>201</code>, got <code>200</code>. A create that succeeds answers 201 Created, with the new book's address in <code>Location</code>.</p>
        </li>
      </ul>
    </figure>
  );
}

function Tok({ is, children }: { is: string; children: string }) {
  return <span class={`tok-${is}`}>{children}</span>;
}
