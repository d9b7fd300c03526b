package dev.copydesk.standalone.command;

import java.util.Optional;

/** Which Copydesk this is. */
public final class Version {

  private Version() {}

  /** From the jar's manifest. */
  public static String copydesk() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }
}
