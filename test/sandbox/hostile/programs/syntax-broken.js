// verdict: error
export function f( {
