/** How PHP is started: for programs and calls as its command line, for requests as its web server. */
export type Kind = 'cli' | 'web';

/** What an instance takes before it runs anything, in MB: PHP's own data, its stack, its tables (measured: 42). */
const OWN_MB = 48;
/** PHP asks for memory in pieces of 2 MB at addresses that are multiples of it, for which this build needs nearly 4 (measured: 88 of 172). */
const TAKEN_PER_MB = 2;
const LEAST_MB = 8;

/** Functions that reach for what is not there. errors.ts says why, for those a learner may expect to work. */
const DISABLED = [
  'exec', 'shell_exec', 'system', 'passthru', 'proc_open', 'proc_close', 'proc_terminate', 'proc_get_status', 'proc_nice', 'popen', 'pclose',
  'dl', 'mail', 'fsockopen', 'pfsockopen', 'stream_socket_client', 'stream_socket_server', 'stream_socket_accept', 'stream_socket_pair',
  'gethostbyname', 'gethostbynamel', 'gethostbyaddr', 'dns_get_record', 'dns_check_record', 'checkdnsrr', 'dns_get_mx', 'getmxrr',
  'curl_init', 'curl_multi_init', 'curl_share_init', 'curl_share_init_persistent', 'curl_exec', 'curl_multi_exec', 'curl_version',
  'post_message_to_js', 'opcache_get_status', 'opcache_reset', 'opcache_compile_file', 'opcache_invalidate', 'opcache_get_configuration',
];

/**
 * php.ini. Errors are shown as PHP's command line shows them, on stdout where they happen: that is what a learner sees in a terminal. A
 * web server must not mix them into a response, so there they are logged, which is stderr.
 */
export function ini(kind: Kind, memoryMb: number): string {
  const limit = `${Math.max(LEAST_MB, Math.floor((memoryMb - OWN_MB) / TAKEN_PER_MB))}M`;
  const cli = kind === 'cli' ? 1 : 0;
  const settings: Record<string, string | number> = {
    'memory_limit': limit, 'max_memory_limit': limit,
    'display_errors': cli, 'log_errors': 1 - cli, 'html_errors': 0, 'error_reporting': 'E_ALL', 'fatal_error_backtraces': 0,
    'max_execution_time': 0, 'implicit_flush': 1, 'output_buffering': 0, 'register_argc_argv': 0,
    'opcache.enable': 0, 'opcache.enable_cli': 0,
    'expose_php': 0, 'allow_url_include': 0, 'disable_functions': DISABLED.join(','),
    'date.timezone': 'UTC', 'session.save_path': '/tmp', 'session.gc_probability': 0, 'upload_tmp_dir': '/tmp', 'sys_temp_dir': '/tmp',
  };
  return Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join('');
}

/** PHP_SAPI. */
export const sapis: Record<Kind, string> = { cli: 'cli', web: 'cli-server' };
