package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.Searchable;
import dev.copydesk.index.sink.lucene.IndexFields.State;
import dev.copydesk.schema.v1.EnrichedArticle;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Makes the document that stands for an article, or for one that is hidden. */
final class IndexDocument {

  private final Document document = new Document();

  private IndexDocument(String id, long sequence, State state) {
    document.add(new StringField(IndexFields.ID, id, StringField.Store.NO));
    document.add(new SortedDocValuesField(IndexFields.ID, new BytesRef(id)));
    document.add(new NumericDocValuesField(IndexFields.SEQUENCE, sequence));
    document.add(new StringField(IndexFields.STATE, state.name(), StringField.Store.YES));
  }

  /** Keeps nothing of the article but that nothing up to this sequence may come back. */
  static Document marker(String id, long sequence, State state) {
    return new IndexDocument(id, sequence, state).document;
  }

  static Document of(EnrichedArticle article) {
    IndexDocument index = new IndexDocument(article.getId(), article.getSequence(), State.USABLE);
    index.document.add(new StoredField(IndexFields.RECORD, article.toString()));
    index.text(IndexFields.HEADLINE, article.getHeadline());
    index.text(IndexFields.DESCRIPTION, article.getDescription());
    article.getByline().forEach(name -> index.text(IndexFields.BYLINE, name));
    index.text(IndexFields.TEXT, article.getText());
    index.add(Searchable.of(article));
    return index.document;
  }

  private void add(Searchable searchable) {
    for (Field field : Field.values()) {
      for (String value : searchable.values(field)) {
        if (field.form().isCode()) {
          keyword(field.label(), value);
        } else {
          text(field.label(), value);
        }
      }
      for (String value : searchable.facets(field)) {
        document.add(new SortedSetDocValuesField(IndexFields.facet(field), new BytesRef(value)));
      }
    }
    searchable
        .published()
        .ifPresent(
            millis -> {
              document.add(new LongPoint(IndexFields.PUBLISHED, millis));
              document.add(new NumericDocValuesField(IndexFields.PUBLISHED, millis));
            });
    searchable.bands().forEach(band -> keyword(IndexFields.BAND, band));
  }

  private void text(String field, @Nullable String value) {
    if (value != null) {
      document.add(new TextField(field, value, TextField.Store.NO));
    }
  }

  private void keyword(String field, String value) {
    document.add(new StringField(field, value, StringField.Store.NO));
  }
}
