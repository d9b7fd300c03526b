/** Reads what is to be replayed from the command line; runs replays and shows how far they are. */
@NullMarked
package dev.copydesk.standalone.replay;

import org.jspecify.annotations.NullMarked;
