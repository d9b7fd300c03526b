package dev.copydesk.annotator.page;

/** What became of an article's bytes. */
public sealed interface Reading {

  /** The bytes are a page. */
  record Read(Page page) implements Reading {}

  /**
   * The bytes are not what they claim to be.
   *
   * @param code UNDECODABLE, EMPTY, NOT_NINJS, NOT_NEWS_XML, NOT_MAIL or UNKNOWN_MEDIA_TYPE
   * @param reason for people
   */
  record Unreadable(String code, String reason) implements Reading {}
}
