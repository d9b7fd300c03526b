package dev.copydesk.entity.corenlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.entity.NameFinder;
import dev.copydesk.annotator.entity.NameFinderProvider;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CoreNlpProviderTest {
  private static final NameFinder FINDER =
      ServiceLoader.load(NameFinderProvider.class).findFirst().orElseThrow().open(null);

  @Test
  void findsNamesByCharacters() {
    String text = "“No,” said Maria Lindqvist 😀 of the United Nations in Oslo.";
    assertThat(
            FINDER.names(text).stream()
                .map(name -> text.substring(name.start(), name.end()) + "=" + name.type()))
        .containsExactly("Maria Lindqvist=PERSON", "United Nations=ORGANIZATION", "Oslo=LOCATION");
  }

  @Test
  void hasTheSameSurroundingsAsTheBuiltinTagger() {
    String text = "Kenyan Prime Minister Peter Okello left.\n\nOkello flew to Lima.";
    assertThat(
            new EnglishEntityTagger(FINDER)
                .tag(null, text).stream()
                    .map(e -> e.getName() + "=" + e.getType())
                    .collect(Collectors.joining("; ")))
        .isEqualTo("Kenyan=NORP; Peter Okello=PERSON; Peter Okello=PERSON; Lima=LOCATION");
  }
}
