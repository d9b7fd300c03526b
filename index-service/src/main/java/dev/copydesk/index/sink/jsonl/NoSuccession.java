package dev.copydesk.index.sink.jsonl;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.Succession;
import java.util.List;
import java.util.Optional;

/** Files are written once and searched by nobody: there is nothing to take the place of. */
public final class NoSuccession implements Succession {

  @Override
  public Optional<String> begun() {
    return Optional.empty();
  }

  @Override
  public Optional<String> tookOver() {
    return Optional.empty();
  }

  @Override
  public Sink successor() {
    throw new Articles.NotKeptException();
  }

  @Override
  public void hold() {
    throw new Articles.NotKeptException();
  }

  @Override
  public void release() {
    throw new Articles.NotKeptException();
  }

  @Override
  public void takeOver() {
    throw new Articles.NotKeptException();
  }

  @Override
  public void giveUp() {
    throw new Articles.NotKeptException();
  }

  @Override
  public List<String> kept() {
    throw new Articles.NotKeptException();
  }

  @Override
  public void dropKept() {
    throw new Articles.NotKeptException();
  }
}
