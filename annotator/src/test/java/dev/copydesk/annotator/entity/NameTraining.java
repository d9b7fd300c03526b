package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Label.Name;
import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Perceptron.Example;
import dev.copydesk.annotator.entity.Sentences.Sentence;
import dev.copydesk.annotator.entity.TrainingText.Span;
import dev.copydesk.schema.v1.EntityType;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Learns {@link NameModel}; docs/entities.md has the command.
 *
 * <pre>
 * NameTraining FOLDER TEACHER WORK names.model [split]
 * </pre>
 *
 * <p>FOLDER holds the texts (see {@link TrainingText}), TEACHER the teacher's jars, in WORK its
 * answers are left (see {@link Teacher}). With "split" it learns from four fifths of the documents,
 * prints how it does on the others, with ablations, and how fast the committed model reads them,
 * and writes nothing.
 */
final class NameTraining {
  private static final int EPOCHS = 8;
  private static final int FOLDS = 4;
  private static final int PARTS = 5;

  /** A text ready to learn from. */
  private record Lesson(String id, ModelReading reading, byte[] labels, boolean gold) {
    Field field() {
      return reading.fields().getFirst();
    }

    boolean isHeldOut() {
      return Math.floorMod(id.hashCode() * 0x9E3779B9 >>> 8, PARTS) == 0;
    }

    int fold() {
      return Math.floorMod(id.hashCode() * 0x85EBCA6B >>> 8, FOLDS);
    }

    List<Example> examples(List<Features> features) {
      return field().stretches().stream()
          .map(stretch -> new Example(features, stretch.from(), stretch.to(), labels))
          .toList();
    }

    List<Features> first() {
      return reading.first();
    }
  }

  private NameTraining() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path answers = Teacher.ask(folder, Path.of(args[1]), Path.of(args[2]), new Gazetteer());
    List<Lesson> lessons = lessons(folder, answers, true);
    System.out.println(lessons.size() + " texts");
    if (args.length > 4 && args[4].equals("split")) {
      List<Lesson> taught = lessons.stream().filter(l -> !l.isHeldOut()).toList();
      List<Lesson> held = lessons.stream().filter(Lesson::isHeldOut).toList();
      split("all", taught, held);
      split("no teacher", taught.stream().filter(Lesson::gold).toList(), held);
      split("no gold", taught.stream().filter(l -> !l.gold()).toList(), held);
      List<Lesson> bare = lessons(folder, answers, false);
      split(
          "no gazetteer, no rules",
          bare.stream().filter(l -> !l.isHeldOut()).toList(),
          bare.stream().filter(Lesson::isHeldOut).toList());
      speed(folder);
      return;
    }
    NameModel model = learn(lessons);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[3]))))) {
      model.write(out);
    }
    System.out.println(Files.size(Path.of(args[3])) + " bytes");
  }

  /** Whole tagger, one thread, the last of some rounds. */
  private static void speed(Path folder) throws IOException {
    long start = System.nanoTime();
    EntityTagger tagger = new EnglishEntityTagger();
    System.out.printf("loaded in %d ms%n", (System.nanoTime() - start) / 1_000_000);
    List<TrainingText> texts =
        TrainingText.untaught(folder).stream().filter(t -> t.id().endsWith("7")).toList();
    long words = texts.stream().mapToLong(t -> new Words(t.text()).size()).sum();
    for (int round = 0; round < 6; round++) {
      start = System.nanoTime();
      long found = texts.stream().mapToLong(t -> tagger.tag(null, t.text()).size()).sum();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%d names, %.0f words a second%n", found, words / seconds);
    }
  }

  private static void split(String what, List<Lesson> taught, List<Lesson> held) {
    NameModel model = learn(taught);
    for (boolean twice : what.equals("all") ? new boolean[] {true, false} : new boolean[] {true}) {
      String passes = twice ? "" : ", without the second reading";
      score(what + passes + ": gold GUM", model, twice, held, l -> l.id.startsWith("gum"));
      score(what + passes + ": gold EWT", model, twice, held, l -> l.id.startsWith("uner"));
      score(what + passes + ": taught events", model, twice, held, l -> l.id.startsWith("event"));
      score(what + passes + ": taught pages", model, twice, held, l -> l.id.startsWith("page"));
    }
  }

  /** The first reading as the second will see it: by a model that was not taught that text. */
  private static NameModel learn(List<Lesson> lessons) {
    Map<Lesson, byte[]> unseen = new HashMap<>();
    List<Map<Lesson, byte[]>> folds =
        IntStream.range(0, FOLDS)
            .parallel()
            .mapToObj(
                fold -> {
                  SequenceModel model = first(lessons, l -> l.fold() != fold);
                  Map<Lesson, byte[]> found = new HashMap<>();
                  lessons.stream()
                      .filter(l -> l.fold() == fold)
                      .forEach(
                          l ->
                              found.put(
                                  l,
                                  NameModel.label(model, l.reading, List.of(l.first()))
                                      .getFirst()));
                  return found;
                })
            .toList();
    folds.forEach(unseen::putAll);
    List<SequenceModel> models =
        IntStream.range(0, 2)
            .parallel()
            .mapToObj(reading -> reading == 0 ? first(lessons, _ -> true) : second(lessons, unseen))
            .toList();
    return new NameModel(models.get(0), models.get(1));
  }

  private static SequenceModel first(List<Lesson> lessons, Predicate<Lesson> which) {
    return Perceptron.learn(
        lessons.stream().filter(which).flatMap(l -> l.examples(l.first()).stream()).toList(),
        EPOCHS);
  }

  private static SequenceModel second(List<Lesson> lessons, Map<Lesson, byte[]> unseen) {
    List<Example> examples = new ArrayList<>();
    for (Lesson lesson : lessons) {
      byte[] labels = Objects.requireNonNull(unseen.get(lesson));
      List<Features> features = new ArrayList<>(lesson.first());
      features.addAll(lesson.reading.second(List.of(labels)));
      examples.addAll(lesson.examples(features));
    }
    return Perceptron.learn(examples, EPOCHS);
  }

  private static void score(
      String what, NameModel model, boolean twice, List<Lesson> held, Predicate<Lesson> which) {
    Map<EntityType, int[]> counts = new EnumMap<>(EntityType.class);
    for (Lesson lesson : held.stream().filter(which).toList()) {
      List<byte[]> found =
          twice
              ? model.label(lesson.reading)
              : NameModel.label(model.first(), lesson.reading, List.of(lesson.first()));
      List<Name> right = Label.names(lesson.labels, 0, lesson.labels.length);
      List<Name> names = Label.names(found.getFirst(), 0, lesson.labels.length);
      right.forEach(name -> counts.computeIfAbsent(name.type(), _ -> new int[3])[0]++);
      for (Name name : names) {
        int[] count = counts.computeIfAbsent(name.type(), _ -> new int[3]);
        count[1]++;
        count[2] += right.contains(name) ? 1 : 0;
      }
    }
    int[] all = new int[3];
    StringBuilder line = new StringBuilder();
    for (Map.Entry<EntityType, int[]> type : counts.entrySet()) {
      int[] count = type.getValue();
      IntStream.range(0, 3).forEach(i -> all[i] += count[i]);
      line.append(" %s %.1f".formatted(type.getKey(), f1(count)));
    }
    System.out.printf("%-60s F1 %.1f %s %s%n", what, f1(all), line, Arrays.toString(all));
  }

  private static double f1(int[] count) {
    return 200.0 * count[2] / Math.max(1, count[0] + count[1]);
  }

  private static List<Lesson> lessons(Path folder, Path answers, boolean lists) throws IOException {
    Gazetteer gazetteer = new Gazetteer();
    List<Lesson> lessons = new ArrayList<>();
    for (TrainingText text : TrainingText.gold(folder)) {
      Words words = new Words(text.text());
      lessons.add(
          lesson(text, words, gazetteer, names(words, Objects.requireNonNull(text.gold())), lists));
    }
    try (BufferedReader taught = Files.newBufferedReader(answers)) {
      for (TrainingText text : TrainingText.untaught(folder)) {
        Words words = new Words(text.text());
        List<Sentence> sentences = Sentences.of(words, gazetteer);
        List<Name> names = Teacher.names(taught, words, gazetteer, sentences);
        lessons.add(lesson(text, words, gazetteer, names, lists));
      }
    }
    return lessons;
  }

  private static Lesson lesson(
      TrainingText text, Words words, Gazetteer gazetteer, List<Name> names, boolean lists) {
    Field field = Field.of(words, gazetteer, new Rules(gazetteer).names(words, false));
    if (!lists) {
      field =
          new Field(
              words,
              field.sentences(),
              field.stretches(),
              new byte[words.size()],
              new int[words.size()]);
    }
    byte[] labels = new byte[words.size()];
    for (Name name : names) {
      mark(labels, name, field.stretches());
    }
    return new Lesson(text.id(), new ModelReading(List.of(field)), labels, text.gold() != null);
  }

  /** Only where the model will look; a stop at the end of a name is not looked at. */
  private static void mark(byte[] labels, Name name, List<Sentence> stretches) {
    for (Sentence stretch : stretches) {
      int from = Math.max(name.from(), stretch.from());
      int to = Math.min(name.to(), stretch.to());
      if (from < to) {
        Label.mark(labels, new Name(from, to, name.type()));
      }
    }
  }

  private static List<Name> names(Words words, List<Span> gold) {
    List<Name> names = new ArrayList<>();
    int at = 0;
    for (Span span : gold) {
      while (at < words.size() && words.end(at) <= span.start()) {
        at++;
      }
      int to = at;
      while (to < words.size() && words.start(to) < span.end()) {
        to++;
      }
      if (to > at) {
        names.add(new Name(at, to, span.type()));
      }
      at = to;
    }
    return names;
  }
}
