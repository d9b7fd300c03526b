package dev.copydesk.index.sink.jsonl;

import dev.copydesk.index.search.Articles;

/** Says to whoever asks that files of lines cannot be searched. */
public final class NoArticles implements Articles {

  @Override
  public Page search(Request request) {
    throw new NotKeptException();
  }

  @Override
  public Kept article(String id) {
    throw new NotKeptException();
  }

  @Override
  public long generation() {
    return 0;
  }
}
