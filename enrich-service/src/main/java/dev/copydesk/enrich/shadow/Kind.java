package dev.copydesk.enrich.shadow;

import java.util.Locale;

/** What of an article is another in the shadow. */
public enum Kind {
  /** Text, headline or description, or what was removed from around them. */
  TEXT,
  ENTITIES,
  NUMBERS,
  CLAIMS,
  /** Any other field that readers see. */
  METADATA,
  /** Live there is a record, in the shadow none. */
  MISSING,
  /** In the shadow there is a record, live none. */
  ADDED;

  /** As people and programs read it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
