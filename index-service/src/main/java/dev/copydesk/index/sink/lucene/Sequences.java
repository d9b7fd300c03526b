package dev.copydesk.index.sink.lucene;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LiveFieldValues;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The sequence kept for each id, hidden ones included: from memory for what was written since the
 * last refresh, from the index for the rest.
 */
final class Sequences extends LiveFieldValues<IndexSearcher, Long> {

  private static final long NEVER_KEPT = Long.MIN_VALUE;

  Sequences(SearcherManager searchers) {
    super(searchers, NEVER_KEPT);
  }

  @Override
  protected @Nullable Long lookupFromSearcher(IndexSearcher searcher, String id)
      throws IOException {
    Term key = new Term(IndexFields.ID, id);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      LeafReader reader = leaf.reader();
      PostingsEnum documents = reader.postings(key, PostingsEnum.NONE);
      Bits live = reader.getLiveDocs();
      while (documents != null && documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        if (live == null || live.get(documents.docID())) {
          NumericDocValues sequences = DocValues.getNumeric(reader, IndexFields.SEQUENCE);
          if (sequences.advanceExact(documents.docID())) {
            return sequences.longValue();
          }
        }
      }
    }
    return null;
  }
}
