package dev.copydesk.index.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what people type: words, {@code "a phrase"}, {@code begin*}, {@code -not}, {@code OR},
 * {@code (groups)}, {@code person:orlova} and the other fields, {@code date:2012-11} and {@code
 * date:2012-11-20..2012-12}.
 *
 * <p>Forgiving: a quote or bracket left open ends at the end, an unknown field is a word, signs
 * without letters or digits are passed over. Refused is only what costs too much or a date that is
 * none.
 */
final class QueryParser {

  static final int MAX_LENGTH = 1_000;
  static final int MAX_CLAUSES = 64;
  static final int MAX_DEPTH = 10;
  static final int MIN_PREFIX = 2;

  private static final String DATE = "date";
  private static final String QUOTES = "\"“”„";
  private static final String ENDS_OF_WORD = QUOTES + "()";
  private static final char END = '\0';

  private final String text;
  private int at;
  private int clauses;

  private QueryParser(String text) {
    this.text = text;
  }

  /**
   * @throws BadRequestException QUERY_TOO_LONG, TOO_MANY_CLAUSES, TOO_DEEP, PREFIX_TOO_SHORT or
   *     BAD_DATE
   */
  static NewsQuery parse(String text) {
    if (text.isBlank() || text.strip().equals("*")) {
      return new NewsQuery.Everything();
    }
    if (text.length() > MAX_LENGTH) {
      throw new BadRequestException(
          "QUERY_TOO_LONG",
          "The query has %d characters".formatted(text.length()),
          "Ask with at most %d".formatted(MAX_LENGTH));
    }
    return new QueryParser(text).alternatives(Field.ANY, 0);
  }

  /** Up to the bracket that closes the group, which is left to the caller, or the end. */
  private NewsQuery alternatives(Field field, int depth) {
    List<NewsQuery> alternatives = new ArrayList<>();
    List<NewsQuery> wanted = new ArrayList<>();
    while (skipSpace() != END) {
      if (peek() == ')') {
        if (depth > 0) {
          break;
        }
        at++;
      } else if (take("OR")) {
        if (!wanted.isEmpty()) {
          alternatives.add(allOf(wanted));
          wanted = new ArrayList<>();
        }
      } else if (!take("AND")) {
        part(field, depth).ifPresent(wanted::add);
      }
    }
    if (!wanted.isEmpty()) {
      alternatives.add(allOf(wanted));
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new NewsQuery.AnyOf(alternatives);
  }

  private static NewsQuery allOf(List<NewsQuery> parts) {
    return parts.size() == 1 ? parts.getFirst() : new NewsQuery.AllOf(parts);
  }

  /** Empty where nothing can be looked for. */
  private Optional<NewsQuery> part(Field field, int depth) {
    char first = skipSpace();
    if (first == '-' || take("NOT")) {
      at += first == '-' ? 1 : 0;
      return part(field, depth).map(QueryParser::not);
    }
    if (QUOTES.indexOf(first) >= 0) {
      return phrase(field);
    }
    if (first == '(') {
      return group(field, depth);
    }
    return first == END || first == ')' ? Optional.empty() : word(field, depth);
  }

  private static NewsQuery not(NewsQuery query) {
    return query instanceof NewsQuery.Not(NewsQuery wanted) ? wanted : new NewsQuery.Not(query);
  }

  private Optional<NewsQuery> phrase(Field field) {
    int start = ++at;
    while (at < text.length() && QUOTES.indexOf(peek()) < 0) {
      at++;
    }
    String phrase = text.substring(start, at);
    at++;
    return words(field, phrase);
  }

  private Optional<NewsQuery> group(Field field, int depth) {
    if (depth == MAX_DEPTH) {
      throw new BadRequestException(
          "TOO_DEEP",
          "The query has groups within groups within groups",
          "Nest at most %d deep".formatted(MAX_DEPTH));
    }
    at++;
    NewsQuery inner = alternatives(field, depth + 1);
    at++;
    return Optional.of(inner);
  }

  private Optional<NewsQuery> word(Field field, int depth) {
    int start = at;
    while (at < text.length()
        && !Character.isWhitespace(peek())
        && ENDS_OF_WORD.indexOf(peek()) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    int colon = word.indexOf(':');
    String label = colon > 0 ? word.substring(0, colon) : "";
    String rest = word.substring(colon + 1);
    if (label.equalsIgnoreCase(DATE)) {
      return Optional.of(published(rest));
    }
    Optional<Field> named = Field.of(label);
    if (named.isPresent() && rest.isEmpty()) {
      boolean valueFollows = peek() == '(' || QUOTES.indexOf(peek()) >= 0;
      return valueFollows ? part(named.get(), depth) : Optional.empty();
    }
    String value = named.isPresent() ? rest : word;
    return value.endsWith("*")
        ? prefix(named.orElse(field), value)
        : words(named.orElse(field), value);
  }

  private Optional<NewsQuery> words(Field field, String words) {
    if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return Optional.empty();
    }
    count();
    return Optional.of(new NewsQuery.Words(field, words));
  }

  private Optional<NewsQuery> prefix(Field field, String word) {
    String prefix = word.replaceAll("\\*+$", "");
    if (prefix.codePoints().filter(Character::isLetterOrDigit).count() < MIN_PREFIX) {
      throw new BadRequestException(
          "PREFIX_TOO_SHORT",
          "Too many words begin like that",
          "Give at least %d letters before the *".formatted(MIN_PREFIX));
    }
    count();
    return Optional.of(new NewsQuery.Prefix(field, prefix));
  }

  private NewsQuery published(String range) {
    count();
    int dots = range.indexOf("..");
    Optional<Published> from = Published.parse(dots < 0 ? range : range.substring(0, dots));
    Optional<Published> until = dots < 0 ? from : Published.parse(range.substring(dots + 2));
    if (from.isEmpty() || until.isEmpty()) {
      throw new BadRequestException(
          "BAD_DATE",
          "date: is followed by something that is no date",
          "Write date:2012, date:2012-11-20 or date:2012-11..2012-12");
    }
    if (!from.get().from().isBefore(until.get().until())) {
      throw new BadRequestException(
          "BAD_DATE", "The range of dates ends before it begins", "Give the earlier date first");
    }
    return new NewsQuery.Published(from.get().from(), until.get().until());
  }

  private void count() {
    clauses++;
    if (clauses > MAX_CLAUSES) {
      throw new BadRequestException(
          "TOO_MANY_CLAUSES",
          "The query has more than %d words".formatted(MAX_CLAUSES),
          "Ask for fewer, or put words that belong together in quotes");
    }
  }

  private char skipSpace() {
    while (at < text.length() && Character.isWhitespace(peek())) {
      at++;
    }
    return peek();
  }

  /** The character at hand; a NUL within the text reads like any other sign that means nothing. */
  private char peek() {
    if (at >= text.length()) {
      return END;
    }
    return text.charAt(at) == END ? ' ' : text.charAt(at);
  }

  /** Passes over the word if it stands here alone. */
  private boolean take(String word) {
    int end = at + word.length();
    boolean here =
        text.startsWith(word, at)
            && (end >= text.length() || " \t\r\n()".indexOf(text.charAt(end)) >= 0);
    at = here ? end : at;
    return here;
  }
}
