package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.ModelReading.Field;
import java.util.List;

/** Labels the words of an article's fields, see {@link Label}. */
@FunctionalInterface
interface Recogniser {
  List<byte[]> label(List<Field> fields);
}
