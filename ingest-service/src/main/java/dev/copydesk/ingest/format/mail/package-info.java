/** Reads messages as mails and web archives have them; writes their headers and their pages. */
@NullMarked
package dev.copydesk.ingest.format.mail;

import org.jspecify.annotations.NullMarked;
