/** Tests of what replays are made of. */
@NullMarked
package dev.copydesk.enrich.replay;

import org.jspecify.annotations.NullMarked;
