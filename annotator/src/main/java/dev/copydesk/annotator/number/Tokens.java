package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text cut into words, numbers, symbols, breaks, dotted dates and codes (addresses, versions and
 * other strings that hold digits but no number), as parallel arrays. One pass, linear in the text's
 * length.
 */
final class Tokens {
  static final byte WORD = 1;
  static final byte NUMBER = 2;
  static final byte SYMBOL = 3;
  static final byte BREAK = 4;
  static final byte CODE = 5;

  /** Three groups of digits with points between, which only a date can be: "13.5.2015". */
  static final byte DOTTED = 6;

  /** Of a currency's code, which may stand before its amount: "MYR 42". */
  private static final int LONGEST_CODE = 3;

  /** A power of two. */
  private static final int REMEMBERED = 8;

  private final String text;
  private final Lexicon lexicon;
  private int[] start = new int[64];
  private int[] end = new int[64];
  private byte[] type = new byte[64];
  private Word[] word = new Word[64];
  private boolean[] plain = new boolean[64];
  private int size;

  /** Numerals are asked for by many grammars; the last few are kept, by token index plus one. */
  private final int[] rememberedAt = new int[REMEMBERED];

  private final @Nullable Numeral[] remembered = new Numeral[REMEMBERED];

  private Tokens(String text, Lexicon lexicon) {
    this.text = text;
    this.lexicon = lexicon;
  }

  /** All of a text. */
  static Tokens of(String text, Lexicon lexicon) {
    Tokens tokens = new Tokens(text, lexicon);
    tokens.read(new Scanner(text, tokens), 0, text.length());
    return tokens;
  }

  /** Of a text the paragraphs that may hold a number, or null where none does. */
  static @Nullable Tokens around(Triggers triggers, String text, Lexicon lexicon) {
    int trigger = triggers.next(text, 0);
    if (trigger == text.length()) {
      return null;
    }
    Tokens tokens = new Tokens(text, lexicon);
    Scanner scanner = new Scanner(text, tokens);
    for (int read = 0; trigger < text.length(); trigger = triggers.next(text, read)) {
      int from = Triggers.paragraphStart(text, trigger, read);
      int to = Triggers.paragraphEnd(text, trigger);
      read = tokens.read(scanner, from, to);
    }
    return tokens;
  }

  private int read(Scanner scanner, int from, int to) {
    int at = from;
    while (at < to) {
      at = scanner.read(at);
    }
    return at;
  }

  int size() {
    return size;
  }

  int start(int i) {
    return start[i];
  }

  int end(int i) {
    return end[i];
  }

  int length(int i) {
    return end[i] - start[i];
  }

  boolean is(int i, byte wanted) {
    return i >= 0 && i < size && type[i] == wanted;
  }

  boolean is(int i, Role role) {
    return i >= 0 && i < size && word[i].is(role);
  }

  boolean is(int i, String form) {
    return i >= 0
        && i < size
        && length(i) == form.length()
        && startsAlike(text.charAt(start[i]), form.charAt(0))
        && text.regionMatches(true, start[i], form, 0, form.length());
  }

  /** Whether two characters may be the same but for their case; quicker than telling whether. */
  private static boolean startsAlike(char a, char b) {
    return (a | 0x20) == (b | 0x20) || a > 0x7f;
  }

  // two and three forms are asked for at every number: no array for them

  boolean isAny(int i, String a, String b) {
    return is(i, a) || is(i, b);
  }

  boolean isAny(int i, String a, String b, String c) {
    return is(i, a) || is(i, b) || is(i, c);
  }

  boolean isAny(int i, String a, String b, String c, String d) {
    return is(i, a) || is(i, b) || is(i, c) || is(i, d);
  }

  boolean isAny(int i, String... forms) {
    for (String form : forms) {
      if (is(i, form)) {
        return true;
      }
    }
    return false;
  }

  boolean ends(int i, String suffix) {
    return text.startsWith(suffix, end[i] - suffix.length());
  }

  /** What an index knows of token i, or null. */
  <V> @Nullable V find(Forms<V> forms, int i) {
    return i < 0 || i >= size ? null : forms.find(text, start[i], end[i]);
  }

  /** Whether a number, a date or an amount may start at token i; decides what the grammars see. */
  boolean starts(int i) {
    return switch (type[i]) {
      case NUMBER, DOTTED -> true;
      case SYMBOL -> isOpening(i);
      case WORD ->
          word[i].starts()
              || word[i].is(Role.ARTICLE)
                  && (isNumber(i + 1) || word(i + 1).starts() || word(i + 1).is(Role.UNIT))
              || isNumber(i + 1) && (glued(i + 1) || length(i) <= LONGEST_CODE);
      default -> false;
    };
  }

  private boolean isNumber(int i) {
    return is(i, NUMBER) || is(i, SYMBOL) && isOpening(i);
  }

  private boolean isOpening(int i) {
    char c = text.charAt(start[i]);
    return Character.getType(c) == Character.CURRENCY_SYMBOL
        || "-−'’".indexOf(c) >= 0
            && !(c == '-' && glued(i)) // of "1-2", which is no sign
            && glued(i + 1)
            && type[i + 1] != WORD;
  }

  /** The numeral last read at token i, if {@link #remember} was told of it. */
  boolean remembers(int i) {
    return rememberedAt[i & (REMEMBERED - 1)] == i + 1;
  }

  @Nullable Numeral remembered(int i) {
    return remembered[i & (REMEMBERED - 1)];
  }

  void remember(int i, @Nullable Numeral numeral) {
    rememberedAt[i & (REMEMBERED - 1)] = i + 1;
    remembered[i & (REMEMBERED - 1)] = numeral;
  }

  Word word(int i) {
    return i >= 0 && i < size ? word[i] : Word.UNKNOWN;
  }

  String text(int i) {
    return text.substring(start[i], end[i]);
  }

  /** Whether nothing stands between token i and the one before. */
  boolean glued(int i) {
    return i > 0 && i < size && start[i] == end[i - 1];
  }

  boolean dash(int i) {
    return is(i, SYMBOL) && "-–—‑".indexOf(text.charAt(start[i])) >= 0;
  }

  boolean capitalised(int i) {
    return is(i, WORD) && Character.isUpperCase(text.charAt(start[i]));
  }

  /** Whether token i is written in a script that has no capitals and no Latin letters: "元". */
  boolean ideographic(int i) {
    return is(i, WORD) && text.charAt(start[i]) > '\u0900';
  }

  /** Whether token i is a word with a capital somewhere: "Boeing", "iPhone". */
  boolean named(int i) {
    if (!is(i, WORD)) {
      return false;
    }
    int to = Math.min(end[i], start[i] + Scanner.LONGEST_NUMBER);
    for (int k = start[i]; k < to; k++) {
      if (Character.isUpperCase(text.charAt(k))) {
        return true;
      }
    }
    return false;
  }

  /** Whether token i ends a sentence: a full stop after a long enough word, or a break. */
  boolean endsSentence(int i) {
    return is(i, BREAK)
        || isAny(i, "?", "!")
        || (is(i, ".")
            && i > 0
            && (length(i - 1) > 2 || is(i - 1, NUMBER))
            && !(i + 1 < size && glued(i + 1) && is(i + 1, WORD)));
  }

  boolean startsSentence(int i) {
    return i == 0
        || endsSentence(i - 1)
        || (isAny(i - 1, "\"", "“", "‘", "`") && (i == 1 || endsSentence(i - 2)));
  }

  /** The value of a NUMBER token. */
  BigDecimal value(int i) {
    int point = text.indexOf('.', start[i], end[i]);
    boolean pointed = point >= 0 && text.indexOf('.', point + 1, end[i]) >= 0;
    StringBuilder digits = new StringBuilder();
    for (int k = start[i]; k < end[i]; k++) {
      char c = text.charAt(k);
      if (c == '.' && !pointed || Scanner.isDigit(c)) {
        digits.append(c);
      }
    }
    return new BigDecimal(digits.toString());
  }

  /** The value of a few plain digits. */
  int integer(int i) {
    return Integer.parseInt(text, start[i], end[i], 10);
  }

  /** Digits alone, no separators. */
  boolean plainDigits(int i) {
    return is(i, NUMBER) && plain[i];
  }

  private boolean isDigits(int from, int to) {
    int at = from;
    while (at < to && Scanner.isDigit(text.charAt(at))) {
      at++;
    }
    return at == to;
  }

  /** Adds a token and returns its end. */
  int add(int from, int to, byte what) {
    if (size == start.length) {
      start = Arrays.copyOf(start, size * 2);
      end = Arrays.copyOf(end, size * 2);
      type = Arrays.copyOf(type, size * 2);
      word = Arrays.copyOf(word, size * 2);
      plain = Arrays.copyOf(plain, size * 2);
    }
    start[size] = from;
    end[size] = to;
    type[size] = what;
    plain[size] = what == NUMBER && isDigits(from, to);
    word[size++] = what == WORD ? lexicon.find(text, from, to) : Word.UNKNOWN;
    return to;
  }
}
