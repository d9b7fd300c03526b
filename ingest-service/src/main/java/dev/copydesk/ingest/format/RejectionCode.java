package dev.copydesk.ingest.format;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a file or an item of it is not taken. The names are API: see docs/errors.md. */
public enum RejectionCode {
  EMPTY_FILE("The file has no bytes", "Drop the file again with its content"),
  BLANK_FILE("The file holds white space alone", "Drop the file again with its content"),
  NOT_A_REGULAR_FILE(
      "This is a symbolic link, FIFO, device or socket; such are never opened",
      "Copy the file itself into the folder"),
  FILE_TOO_LARGE("The file is longer than ingest.max-file", "Split the file or raise the limit"),
  ARTICLE_TOO_LARGE(
      "The article is longer than ingest.max-article", "Shorten the article or raise the limit"),
  LINE_TOO_LONG("The line is longer than ingest.max-line", "Split the line or raise the limit"),
  NOT_JSON("The item is not valid JSON", "Write one complete JSON object a line"),
  JSON_TOO_COMPLEX(
      "The item nests too deep, or holds too long a name or number", "Simplify the item"),
  NOT_NINJS(
      "The item is not a ninjs item", "Give it a uri, a headline or a body, as ninjs names them"),
  NOT_XML("The XML is not well-formed", "Mend the XML and drop the file again"),
  NOT_NEWS_XML(
      "The item is not as its XML format has it", "Mend what the reason names and send it again"),
  XML_ENTITIES(
      "The XML declares or uses entities of its own, which are never read",
      "Write the characters themselves, and no document type with declarations"),
  XML_TOO_DEEP("The XML nests too deep", "Simplify the item"),
  NOT_WARC("The record is not as WARC has it", "Write the file anew with the crawler's own tools"),
  NOT_MAIL(
      "The message is not as MIME has it",
      "Export it anew from the mail program or the browser it comes from"),
  NO_ARTICLE("The file holds no article", "Look whether the right file was sent"),
  ARCHIVE_UNREADABLE(
      "The archive is damaged, encrypted or packed in a way that is not read",
      "Pack the files anew, without a password"),
  ARCHIVE_TOO_LARGE(
      "The archive unpacks to more than is read, by its size, its ratio, its entries or its"
          + " nesting",
      "Send the files in smaller archives or raise ingest.max-unpacked, max-ratio, max-entries or"
          + " max-nesting"),
  UNSUPPORTED_MEDIA_TYPE(
      "This is none of the formats that are read", "Send one of the formats that README.md lists"),
  UNDECODABLE(
      "The bytes do not decode in any charset that they can be in", "Save the text as UTF-8");

  private final String reason;
  private final String remedy;

  RejectionCode(String reason, String remedy) {
    this.reason = reason;
    this.remedy = remedy;
  }

  /** What is wrong, in general. */
  public String reason() {
    return reason;
  }

  /** What helps. */
  public String remedy() {
    return remedy;
  }

  /** The file as a whole is not taken. */
  Item.Rejected file() {
    return item(Item.Rejected.WHOLE_FILE, null);
  }

  Item.Rejected file(String detail, Object... arguments) {
    return item(Item.Rejected.WHOLE_FILE, null, detail, arguments);
  }

  Item.Rejected item(int position, byte @Nullable [] bytes) {
    return new Item.Rejected(position, name(), reason, remedy, bytes);
  }

  Item.Rejected item(int position, byte @Nullable [] bytes, String detail, Object... arguments) {
    return new Item.Rejected(
        position,
        name(),
        reason + ": " + String.format(Locale.ROOT, detail, arguments),
        remedy,
        bytes);
  }
}
