package dev.copydesk.annotator.page;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a page that stands on its own: a paragraph, a heading, a list item, a line.
 *
 * @param text white space collapsed, no line breaks
 * @param tag name of the HTML element it fills, or "line" for plain text
 * @param linkChars how many characters of the text are links
 * @param container the element around it, null where the page has no tree
 */
public record Block(String text, String tag, int linkChars, @Nullable Container container) {

  /** A line of plain text. */
  public static Block line(String text) {
    return new Block(text, "line", 0, null);
  }

  /** Share of the text that is links, 0 to 1. */
  public double linkDensity() {
    return text.isEmpty() ? 0 : Math.min(1, (double) linkChars / text.length());
  }

  public boolean isHeading() {
    return tag.length() == 2 && tag.charAt(0) == 'h' && Character.isDigit(tag.charAt(1));
  }
}
