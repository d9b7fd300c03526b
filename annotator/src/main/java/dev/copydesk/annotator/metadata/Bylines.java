package dev.copydesk.annotator.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a byline apart into names and agency. */
final class Bylines {
  private static final Set<String> AGENCIES =
      Set.of(
          "AFP",
          "AP",
          "Associated Press",
          "The Associated Press",
          "Reuters",
          "dpa",
          "DPA",
          "Xinhua",
          "ANI",
          "PTI",
          "IANS",
          "UPI",
          "TASS",
          "Bloomberg",
          "EFE",
          "ANSA",
          "Kyodo",
          "Yonhap",
          "Anadolu",
          "Interfax",
          "RIA Novosti",
          "Agence France-Presse",
          "PA",
          "CNA",
          "WAM",
          "SPA",
          "Bernama",
          "Antara",
          "Agencies");
  private static final Pattern OPENING =
      Pattern.compile(
          "^(?:(?:written|reported|posted|published|story|words)\\s+)?by:?\\s+|^author:\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BETWEEN = Pattern.compile("\\s*(?:,|;|&|\\||\\band\\b)\\s*");
  private static final Pattern DATED =
      Pattern.compile(
          "\\b(?:January|February|March|April|May|June|July|August|September|October"
              + "|November|December)\\s+\\d|\\d|\\b(?:Posted|Published|Updated)\\b");
  private static final Pattern BULLET = Pattern.compile("^[•·▪●*–-]\\s+");
  private static final Pattern NAME =
      Pattern.compile(
          "\\p{Lu}[\\p{L}.'’-]*(?:"
              + " (?:\\p{Lu}[\\p{L}.'’-]*|de|da|di|van|von|der|den|al|bin|la|le|du)){1,3}");
  private static final int LONGEST_NAME_LINE = 100;

  /** "Jane Doe in London": from where is no part of the name. */
  private static final Pattern PLACE = Pattern.compile("\\s(?:in|from|reporting)\\s.*$");

  private static final int LONGEST = 200;
  private static final int MOST_WORDS = 6;

  /** Who wrote it, and for which agency. */
  record Credit(List<String> names, @Nullable String agency) {}

  private Bylines() {}

  static Credit parse(String line) {
    String rest = line.length() > LONGEST ? "" : OPENING.matcher(line).replaceFirst("");
    var date = DATED.matcher(rest);
    rest = (date.find() ? rest.substring(0, date.start()) : rest).strip();
    if (rest.startsWith("(") && rest.endsWith(")")) {
      return new Credit(List.of(), rest.substring(1, rest.length() - 1).strip());
    }
    List<String> names = new ArrayList<>();
    String agency = null;
    for (String part : BETWEEN.split(rest)) {
      String name = trim(PLACE.matcher(part).replaceFirst(""));
      if (AGENCIES.contains(name)) {
        agency = agency == null ? name : agency;
      } else if (isName(name) && !Character.isLowerCase(name.charAt(0))) {
        names.add(name);
      }
    }
    return new Credit(names, agency);
  }

  /** A line of one or two names and perhaps a place or a desk: "Jane Doe, Sofia | AFP". */
  static boolean isNameLine(String line) {
    if (line.length() > LONGEST_NAME_LINE || line.endsWith(".")) {
      return false;
    }
    String first = BETWEEN.split(line, 2)[0].strip();
    return NAME.matcher(first).matches();
  }

  /** The parts of a line that are names of two words or more. */
  static List<String> namesIn(String line) {
    return Stream.of(BETWEEN.split(line))
        .map(String::strip)
        .filter(part -> NAME.matcher(part).matches())
        .toList();
  }

  static String withoutBullet(String line) {
    return BULLET.matcher(line).replaceFirst("");
  }

  /** The agency of that name as it writes itself, or null. */
  static @Nullable String agency(String name) {
    return AGENCIES.contains(name) ? name : null;
  }

  private static String trim(String part) {
    String name = part.strip();
    while (!name.isEmpty() && "()[].-–—/•· ".indexOf(name.charAt(0)) >= 0) {
      name = name.substring(1);
    }
    while (!name.isEmpty() && "()[]-–—/•· ".indexOf(name.charAt(name.length() - 1)) >= 0) {
      name = name.substring(0, name.length() - 1);
    }
    return name;
  }

  static boolean isName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.length() > 1
        && name.split(" ").length <= MOST_WORDS
        && !lower.contains("http")
        && !lower.contains("www.")
        && name.indexOf('@') < 0
        && !lower.equals("admin")
        && Character.isLetter(name.charAt(0));
  }
}
