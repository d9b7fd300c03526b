package dev.copydesk.annotator.clean;

/** Codes of element names as signals; those that stand for the same share one. */
final class Tags {
  /** Code of h1. */
  static final float TITLE = 2;

  private Tags() {}

  static float code(String tag) {
    return switch (tag) {
      case "line" -> 0;
      case "p" -> 1;
      case "h1" -> TITLE;
      case "h2" -> 3;
      case "h3" -> 4;
      case "h4", "h5", "h6" -> 5;
      case "blockquote" -> 6;
      case "li" -> 7;
      case "td", "th" -> 8;
      case "dt", "dd" -> 9;
      case "pre" -> 10;
      case "section", "article", "main", "body" -> 11;
      case "div" -> 12;
      case "figcaption", "figure" -> 13;
      case "header", "footer", "nav", "aside", "button" -> 14;
      default -> 15;
    };
  }
}
