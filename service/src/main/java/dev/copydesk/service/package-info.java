/**
 * Reads settings from flags, environment and file; writes health and metrics over HTTP; starts and
 * stops what a service is made of.
 */
@NullMarked
package dev.copydesk.service;

import org.jspecify.annotations.NullMarked;
