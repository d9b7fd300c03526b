package dev.copydesk.embedded;

import java.nio.file.Path;

/**
 * The end of a child process.
 *
 * @param node which node it was
 * @param status exit status; 128 + signal where a signal ended it
 * @param asked whether it was told to end by {@code close}
 * @param log the child's log file
 * @param tail last lines of what the child wrote
 */
public record NodeExit(String node, int status, boolean asked, Path log, String tail) {}
