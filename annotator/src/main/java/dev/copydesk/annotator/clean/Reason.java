package dev.copydesk.annotator.clean;

/** Why a block is not article; the names are the stable codes of {@code removed}. */
public enum Reason {
  WIDGET,
  NAVIGATION,
  ICONS,
  SHARE,
  SUBSCRIBE,
  RELATED,
  CAPTION,
  BYLINE,
  DATE,
  TAGS,
  COMMENTS,
  LEGAL,
  AD,
  HEADLINE,
  DECK,
  SITE,
  OTHER
}
