package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Label.Name;
import dev.copydesk.annotator.entity.Sentences.Sentence;
import dev.copydesk.schema.v1.EntityType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has texts labelled by another tagger, at training time only: writes their words in columns, one
 * sentence after another with an empty line between, as Stanford's {@code CRFClassifier} reads
 * them, and reads back what it made of them.
 */
final class Teacher {
  private static final Set<String> COMPANY = Set.of("Inc", "Corp", "Co", "Ltd", "Jr", "Sr");
  private static final Map<String, EntityType> TYPES =
      Map.of(
          "PERSON", EntityType.PERSON,
          "ORGANIZATION", EntityType.ORGANIZATION,
          "LOCATION", EntityType.LOCATION);

  /** A word as the teacher writes it, and the words of ours that it is. */
  private record Column(String word, int from, int to) {}

  private Teacher() {}

  /**
   * Writes the words of all texts and has them labelled by a program of its own, which the training
   * alone needs.
   *
   * @param jars folder with the jars of that program and its models
   * @param work folder for what passes between the two; what was asked there last is not asked
   *     again
   * @return what {@link #names} reads
   */
  static Path ask(List<TrainingText> texts, Path jars, Path work, Gazetteer gazetteer)
      throws IOException {
    Files.createDirectories(work);
    Path words = work.resolve("words.tsv");
    Path answers = work.resolve("answers.tsv");
    Path asked = work.resolve("asked.tsv");
    write(texts, asked, gazetteer);
    if (Files.exists(answers) && Files.exists(words) && Files.mismatch(asked, words) < 0) {
      return answers;
    }
    Files.deleteIfExists(answers);
    Files.move(asked, words, StandardCopyOption.REPLACE_EXISTING);
    Path saying = work.resolve("saying.tsv");
    Process teacher =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx4g",
                "-XX:+UseSerialGC",
                "-cp",
                jars.resolve("*").toString(),
                "edu.stanford.nlp.ie.crf.CRFClassifier",
                "-loadClassifier",
                "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz",
                "-testFile",
                words.toString())
            .redirectOutput(saying.toFile())
            .redirectError(work.resolve("teacher.log").toFile())
            .start();
    try {
      if (teacher.waitFor() != 0) {
        throw new IOException("the teacher failed, see " + work.resolve("teacher.log"));
      }
    } catch (InterruptedException stop) {
      teacher.destroy();
      throw new InterruptedIOException(stop.getMessage());
    }
    return Files.move(saying, answers);
  }

  private static void write(List<TrainingText> texts, Path file, Gazetteer gazetteer)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (TrainingText text : texts) {
        Words words = new Words(text.text());
        for (Sentence sentence : Sentences.of(words, gazetteer)) {
          for (Column column : columns(words, gazetteer, sentence)) {
            out.write(column.word() + "\tO\n");
          }
          out.write("\n");
        }
      }
    }
  }

  /** The names of the next text in what the teacher wrote: word, O, label. */
  static List<Name> names(
      BufferedReader answers, Words words, Gazetteer gazetteer, List<Sentence> sentences)
      throws IOException {
    List<Name> names = new ArrayList<>();
    for (Sentence sentence : sentences) {
      Name open = null;
      for (Column column : columns(words, gazetteer, sentence)) {
        String line = answers.readLine();
        while (line != null && line.isBlank()) {
          line = answers.readLine();
        }
        String[] cells = line == null ? new String[0] : line.trim().split("\\s+");
        if (cells.length != 3 || !cells[0].equals(column.word())) {
          throw new IOException("the teacher read another text: " + line + " for " + column);
        }
        EntityType type = TYPES.get(cells[2]);
        if (open != null && open.type() == type) {
          open = new Name(open.from(), column.to(), type);
        } else {
          if (open != null) {
            names.add(open);
          }
          open = type == null ? null : new Name(column.from(), column.to(), type);
        }
      }
      if (open != null) {
        names.add(open);
      }
    }
    return names;
  }

  private static List<Column> columns(Words words, Gazetteer gazetteer, Sentence sentence) {
    List<Column> columns = new ArrayList<>();
    for (int i = sentence.from(); i < sentence.to(); i++) {
      String word = words.at(i);
      boolean stop = i + 1 < sentence.to() && words.glued(i + 1) && words.at(i + 1).equals(".");
      boolean last = i + 2 >= sentence.to();
      if (stop && (COMPANY.contains(word) || (!last && gazetteer.is("ABBREVIATION", word)))) {
        columns.add(new Column(word + ".", i, i + 2));
        i++;
      } else {
        columns.add(new Column(quote(word), i, i + 1));
      }
    }
    return columns;
  }

  /** A character outside the basic plane is two words of ours, and neither can be written. */
  private static String quote(String word) {
    if (Character.isSurrogate(word.charAt(0)) || word.charAt(0) < ' ') {
      return "*";
    }
    return switch (word) {
      case "“" -> "``";
      case "”" -> "''";
      case "’", "‘" -> "'";
      case "’s" -> "'s";
      case "–", "—" -> "--";
      default -> word;
    };
  }
}
