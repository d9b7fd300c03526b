package dev.copydesk.index.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * How text becomes the words that find it. Keeps every word, also the most frequent: "The Who" is a
 * name. Porter's stemmer joins "killed" and "killing"; the words that his second one makes an
 * exception of stay as they are, so that "news" is not "new". The second itself takes three times
 * as long as all else of the analysis, and KStem keeps "killing" apart.
 *
 * @see <a href="https://snowballstem.org/algorithms/english/stemmer.html">the exceptions</a>
 */
public final class WordAnalyzer extends Analyzer {

  /** Those of the OpenSearch template too. */
  static final Set<String> NOT_STEMMED =
      Set.of(
          ("news sky howe atlas cosmos bias andes inning innings outing outings canning cannings"
                  + " herring herrings earring earrings proceed exceed succeed")
              .split(" "));

  private final boolean stemming;

  private WordAnalyzer(boolean stemming) {
    this.stemming = stemming;
  }

  /** Of running text, which is stemmed. */
  public static WordAnalyzer ofProse() {
    return new WordAnalyzer(true);
  }

  /** Of names, which stay as they are but for case and accents. */
  public static WordAnalyzer ofNames() {
    return new WordAnalyzer(false);
  }

  /** The words of a text, each once. */
  Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    try (TokenStream stream = tokenStream("", text)) {
      CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(word.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
    return words;
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new StandardTokenizer();
    TokenFilter folded = fold(new EnglishPossessiveFilter(words));
    return new TokenStreamComponents(words, stemming ? stem(folded) : folded);
  }

  private static TokenFilter stem(TokenStream words) {
    return new PorterStemFilter(
        new SetKeywordMarkerFilter(words, new CharArraySet(NOT_STEMMED, false)));
  }

  @Override
  protected TokenStream normalize(String field, TokenStream word) {
    return fold(word);
  }

  private static TokenFilter fold(TokenStream words) {
    return new ASCIIFoldingFilter(new LowerCaseFilter(words));
  }

  /** So that no phrase reaches from one name into the next. */
  @Override
  public int getPositionIncrementGap(String field) {
    return 100;
  }
}
