package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Label.Name;
import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Perceptron.Example;
import dev.copydesk.annotator.entity.Sentences.Sentence;
import dev.copydesk.annotator.entity.TrainingText.Span;
import dev.copydesk.annotator.entity.Variations.Named;
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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Learns {@link NameModel}; docs/entities.md has the command.
 *
 * <pre>
 * NameTraining FOLDER TEACHER WORK names.model [split]
 * </pre>
 *
 * <p>FOLDER holds the texts (see {@link TrainingText}), TEACHER the teacher's jars, in WORK its
 * answers are left (see {@link Teacher}). It learns from gold of English EWT, and from texts and
 * {@link Variations} of them all that the teacher labels. With "split" it learns from four fifths
 * of the documents, prints how it does on the others, with ablations, and how fast the committed
 * model reads them, and writes nothing.
 */
final class NameTraining {
  private static final int EPOCHS = 6;

  /** Of a model that is only to say what a first reading of unknown texts looks like. */
  private static final int EPOCHS_OF_FOLDS = 3;

  private static final int FOLDS = 2;
  private static final int PARTS = 5;

  /** A text ready to learn from. */
  record Lesson(String id, String text, ModelReading reading, byte[] labels) {
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

    Named named() {
      return new Named(id, field().words(), text, Label.names(labels, 0, labels.length));
    }
  }

  private final Path work;
  private final Path jars;
  private final Gazetteer gazetteer = new Gazetteer();
  private final boolean lists;

  /**
   * @param lists whether gazetteers and rules are seen
   */
  NameTraining(Path jars, Path work, boolean lists) {
    this.jars = jars;
    this.work = work;
    this.lists = lists;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    NameTraining training = new NameTraining(Path.of(args[1]), Path.of(args[2]), true);
    if (args.length > 4 && args[4].equals("split")) {
      training.split(folder);
      speed(folder);
      return;
    }
    List<Lesson> lessons = training.taught(TrainingText.untaught(folder), "texts");
    lessons.addAll(training.gold(folder));
    lessons.addAll(training.variations(lessons));
    System.out.println(lessons.size() + " texts");
    NameModel model = learn(lessons);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[3]))))) {
      model.write(out);
    }
    System.out.println(Files.size(Path.of(args[3])) + " bytes");
  }

  private void split(Path folder) throws IOException {
    List<Lesson> texts = taught(TrainingText.untaught(folder), "texts");
    texts.addAll(gold(folder));
    Map<Boolean, List<Lesson>> apart =
        texts.stream().collect(Collectors.partitioningBy(Lesson::isHeldOut));
    Map<Boolean, List<Lesson>> varied =
        variations(texts).stream().collect(Collectors.partitioningBy(Lesson::isHeldOut));
    List<Lesson> taught = apart.getOrDefault(false, List.of());
    List<Lesson> all = new ArrayList<>(taught);
    all.addAll(varied.getOrDefault(false, List.of()));
    Map<String, List<Lesson>> held = kinds(apart, varied);

    NameModel model = learn(all);
    held.forEach(
        (kind, lessons) -> score("all: " + kind, lessons, l -> model.label(l.reading).getFirst()));
    once("without the second reading", model.first(), held);
    NameTraining bare = new NameTraining(jars, work, false);
    Map<String, List<Lesson>> bareHeld = new LinkedHashMap<>();
    held.forEach(
        (kind, lessons) -> bareHeld.put(kind, lessons.stream().map(bare::without).toList()));
    once("and without lists and rules", first(all.stream().map(bare::without).toList()), bareHeld);
    once("and without variations", first(taught), held);
    once("and without the teacher's texts", first(of("uner", taught)), held);
    List<Lesson> gold = held.getOrDefault("uner", List.of());
    List<TrainingText> asked =
        gold.stream().map(l -> new TrainingText(l.id, l.text, null)).toList();
    Map<String, byte[]> said = new HashMap<>();
    taught(asked, "gold").forEach(lesson -> said.put(lesson.id, lesson.labels));
    score("the teacher: uner", gold, l -> Objects.requireNonNull(said.get(l.id)));
    LinkedNames.measure(
        folder,
        model,
        held.getOrDefault("event", List.of()).stream().map(Lesson::id).collect(Collectors.toSet()));
  }

  private static Map<String, List<Lesson>> kinds(
      Map<Boolean, List<Lesson>> apart, Map<Boolean, List<Lesson>> varied) {
    Map<String, List<Lesson>> held = new LinkedHashMap<>();
    for (String kind : List.of("uner", "gum", "event", "page")) {
      held.put(kind, of(kind, apart.getOrDefault(true, List.of())));
    }
    for (String kind : List.of("event", "page")) {
      held.put("varied " + kind, of(kind, varied.getOrDefault(true, List.of())));
    }
    return held;
  }

  private static List<Lesson> of(String kind, List<Lesson> lessons) {
    return lessons.stream().filter(l -> l.id.startsWith(kind)).toList();
  }

  private static void once(String what, SequenceModel model, Map<String, List<Lesson>> held) {
    held.forEach((kind, lessons) -> score(what + ": " + kind, lessons, l -> label(model, l)));
  }

  private static byte[] label(SequenceModel model, Lesson lesson) {
    return NameModel.label(model, lesson.reading, List.of(lesson.first())).getFirst();
  }

  /** Whole tagger, one thread, the last of some rounds. */
  private static void speed(Path folder) throws IOException {
    long before = heap();
    long start = System.nanoTime();
    EntityTagger tagger = new EnglishEntityTagger();
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf("loaded in %d ms, %d MB of heap%n", millis, (heap() - before) >> 20);
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

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** The first reading as the second will see it: by a model that was not taught that text. */
  static NameModel learn(List<Lesson> lessons) {
    Map<Lesson, byte[]> unseen = new IdentityHashMap<>();
    List<Map<Lesson, byte[]>> folds =
        IntStream.range(0, FOLDS)
            .parallel()
            .mapToObj(
                fold -> {
                  SequenceModel model = first(lessons, l -> l.fold() != fold, EPOCHS_OF_FOLDS);
                  Map<Lesson, byte[]> found = new IdentityHashMap<>();
                  lessons.stream()
                      .filter(l -> l.fold() == fold)
                      .forEach(l -> found.put(l, label(model, l)));
                  return found;
                })
            .toList();
    folds.forEach(unseen::putAll);
    List<SequenceModel> models =
        IntStream.range(0, 2)
            .parallel()
            .mapToObj(reading -> reading == 0 ? first(lessons) : second(lessons, unseen))
            .toList();
    return new NameModel(models.get(0), models.get(1));
  }

  private static SequenceModel first(List<Lesson> lessons) {
    return first(lessons, _ -> true, EPOCHS);
  }

  static SequenceModel first(List<Lesson> lessons, Predicate<Lesson> which, int epochs) {
    return Perceptron.learn(
        lessons.stream().filter(which).flatMap(l -> l.examples(l.first()).stream()).toList(),
        epochs);
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

  private static void score(String what, List<Lesson> held, Function<Lesson, byte[]> labels) {
    Map<EntityType, int[]> counts = new EnumMap<>(EntityType.class);
    for (Lesson lesson : held) {
      List<Name> right = Label.names(lesson.labels, 0, lesson.labels.length);
      List<Name> names = Label.names(labels.apply(lesson), 0, lesson.labels.length);
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

  List<Lesson> gold(Path folder) throws IOException {
    return TrainingText.gold(folder).stream()
        .map(
            text -> {
              Words words = new Words(text.text());
              return lesson(text, words, names(words, Objects.requireNonNull(text.gold())));
            })
        .toList();
  }

  /** Lessons by the teacher, in the order of the texts. */
  List<Lesson> taught(List<TrainingText> texts, String what) throws IOException {
    Path answers = Teacher.ask(texts, jars, work.resolve(what), gazetteer);
    List<Lesson> lessons = new ArrayList<>();
    try (BufferedReader taught = Files.newBufferedReader(answers)) {
      for (TrainingText text : texts) {
        Words words = new Words(text.text());
        List<Sentence> sentences = Sentences.of(words, gazetteer);
        lessons.add(lesson(text, words, Teacher.names(taught, words, gazetteer, sentences)));
      }
    }
    return lessons;
  }

  /** Of the documents that are held out with names of theirs alone, so that none of them leaks. */
  List<Lesson> variations(List<Lesson> lessons) throws IOException {
    List<TrainingText> variations = new ArrayList<>();
    for (boolean held : new boolean[] {false, true}) {
      variations.addAll(
          Variations.of(
              lessons.stream().filter(l -> l.isHeldOut() == held).map(Lesson::named).toList()));
    }
    return taught(variations, "variations");
  }

  private Lesson without(Lesson lesson) {
    Words words = lesson.field().words();
    return new Lesson(
        lesson.id, lesson.text, new ModelReading(List.of(field(words))), lesson.labels);
  }

  private Lesson lesson(TrainingText text, Words words, List<Name> names) {
    Field field = field(words);
    byte[] labels = new byte[words.size()];
    for (Name name : names) {
      mark(labels, name, field.stretches());
    }
    return new Lesson(text.id(), text.text(), new ModelReading(List.of(field)), labels);
  }

  private Field field(Words words) {
    Field field = Field.of(words, gazetteer, new Rules(gazetteer).names(words, false));
    return lists
        ? field
        : new Field(
            words,
            field.sentences(),
            field.stretches(),
            new byte[words.size()],
            new int[words.size()],
            new int[words.size()],
            new int[words.size()]);
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
