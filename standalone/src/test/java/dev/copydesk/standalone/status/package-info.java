@NullMarked
package dev.copydesk.standalone.status;

import org.jspecify.annotations.NullMarked;
