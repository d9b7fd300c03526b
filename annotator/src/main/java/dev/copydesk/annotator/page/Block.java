package dev.copydesk.annotator.page;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a page that stands on its own: a paragraph, a heading, a list item, a line.
 *
 * @param text white space collapsed, no line breaks
 * @param tag name of the HTML element it fills, or "line" for plain text
 * @param linkChars how many characters of the text are links
 * @param container the element around it, null where the page has no tree
 * @param origins where in the decoded source each character of the text is from; null where the
 *     page was read without ({@link PageReader#readTraced})
 */
public record Block(
    String text,
    String tag,
    int linkChars,
    @Nullable Container container,
    @Nullable Origins origins) {

  /** A line of plain text. */
  public static Block line(String text) {
    return new Block(text, "line", 0, null, null);
  }

  static Block line(Traced text) {
    return new Block(text.toString(), "line", 0, null, text.origins());
  }

  /** Share of the text that is links, 0 to 1. */
  public double linkDensity() {
    return text.isEmpty() ? 0 : Math.min(1, (double) linkChars / text.length());
  }

  public boolean isHeading() {
    return tag.length() == 2 && tag.charAt(0) == 'h' && Character.isDigit(tag.charAt(1));
  }
}
