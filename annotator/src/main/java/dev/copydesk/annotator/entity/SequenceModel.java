package dev.copydesk.annotator.entity;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A linear-chain model: weights of hashed features for each label, and of a label after another,
 * read out by Viterbi's algorithm. Learnt as an averaged perceptron (Collins 2002). Immutable.
 */
final class SequenceModel {
  /** Features fall into 2^BITS buckets. */
  static final int BITS = 20;

  private static final int STRIDE = 16;
  private static final int LABELS = Label.COUNT;

  private final byte[] weights;
  private final int[] transitions;

  /**
   * @param weights of each bucket, {@link Label#COUNT} a bucket
   * @param transitions from label to label, from * COUNT + to, in the same unit
   */
  SequenceModel(byte[] weights, int[] transitions) {
    this.weights = new byte[STRIDE << BITS];
    for (int bucket = 0; bucket < 1 << BITS; bucket++) {
      System.arraycopy(weights, bucket * LABELS, this.weights, bucket * STRIDE, LABELS);
    }
    this.transitions = transitions.clone();
  }

  /** Finds the best labels of the words [from, to). */
  void label(List<Features> readings, int from, int to, byte[] labels) {
    int[][] scores = new int[to - from][LABELS];
    for (int i = from; i < to; i++) {
      int[] sum = scores[i - from];
      for (Features features : readings) {
        for (int f = features.start(i); f < features.start(i + 1); f++) {
          int at = features.bucket(f) * STRIDE;
          for (int label = 0; label < LABELS; label++) {
            sum[label] += weights[at + label];
          }
        }
      }
    }
    decode(scores, transitions, labels, from);
  }

  /** Viterbi: the path of highest score among those where labels may follow each other. */
  static void decode(int[][] scores, int[] transitions, byte[] labels, int from) {
    int length = scores.length;
    byte[] back = new byte[length * LABELS];
    int[] best = new int[LABELS];
    int[] next = new int[LABELS];
    Arrays.fill(best, Integer.MIN_VALUE / 2);
    best[Label.OUTSIDE] = 0;
    for (int i = 0; i < length; i++) {
      for (int to = 0; to < LABELS; to++) {
        int top = Integer.MIN_VALUE / 2;
        int source = 0;
        for (int before : Label.before(to)) {
          int score = best[before] + transitions[before * LABELS + to];
          if (score > top) {
            top = score;
            source = before;
          }
        }
        next[to] = Math.max(Integer.MIN_VALUE / 2, top + scores[i][to]);
        back[i * LABELS + to] = (byte) source;
      }
      int[] swap = best;
      best = next;
      next = swap;
    }
    int last = Label.OUTSIDE;
    for (int label = 0; label < LABELS; label++) {
      if (Label.mayEnd(label) && best[label] > best[last]) {
        last = label;
      }
    }
    for (int i = length - 1; i >= 0; i--) {
      labels[from + i] = (byte) last;
      last = back[i * LABELS + last];
    }
  }

  /** Only what is not nought: how many buckets to step on, which labels, their weights. */
  void write(DataOutputStream out) throws IOException {
    for (int transition : transitions) {
      out.writeInt(transition);
    }
    int gap = 0;
    for (int bucket = 0; bucket < 1 << BITS; bucket++) {
      int which = 0;
      for (int label = 0; label < LABELS; label++) {
        which |= weights[bucket * STRIDE + label] == 0 ? 0 : 1 << label;
      }
      gap++;
      if (which != 0) {
        for (; gap > 0xFF; gap -= 0xFF) {
          out.writeByte(0);
        }
        out.writeByte(gap);
        gap = 0;
        out.writeShort(which);
        for (int label = 0; label < LABELS; label++) {
          if ((which >> label & 1) == 1) {
            out.writeByte(weights[bucket * STRIDE + label]);
          }
        }
      }
    }
    out.writeByte(0xFF);
    out.writeShort(0);
  }

  static SequenceModel read(DataInputStream in) throws IOException {
    int[] transitions = new int[LABELS * LABELS];
    for (int i = 0; i < transitions.length; i++) {
      transitions[i] = in.readInt();
    }
    byte[] weights = new byte[LABELS << BITS];
    int bucket = -1;
    while (true) {
      int gap = in.readUnsignedByte();
      if (gap == 0) {
        bucket += 0xFF;
        continue;
      }
      int which = in.readUnsignedShort();
      if (which == 0) {
        return new SequenceModel(weights, transitions);
      }
      bucket += gap;
      for (int label = 0; label < LABELS; label++) {
        if ((which >> label & 1) == 1) {
          weights[bucket * LABELS + label] = in.readByte();
        }
      }
    }
  }
}
